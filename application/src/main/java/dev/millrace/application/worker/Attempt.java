package dev.millrace.application.worker;

import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.Claim;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.SegmentSink;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.application.port.Workbench;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.ObjectPrefix;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.job.StorageLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/// One run of a task: its scratch folder, its place in storage, and the way to its inputs.
final class Attempt {
    private final MediaStore media;
    private final ObjectPrefix prefix;
    private final Path scratch;
    private final DoubleConsumer progress;
    private int fetched;

    Attempt(MediaStore media, Claim claim, Path scratch, DoubleConsumer progress) {
        this.media = media;
        this.prefix = StorageLayout.attempt(
                claim.job().tenant(), claim.lease().task(), claim.lease().epoch());
        this.scratch = scratch;
        this.progress = progress;
    }

    /// A bench whose folder is empty but for what was fetched.
    Workbench bench() throws IOException {
        SegmentSink sink = (rendition, name, file, type) -> media.put(prefix.key(rendition + "/" + name), file, type);
        return new Workbench(Files.createDirectories(scratch.resolve("bench")), sink, progress);
    }

    ObjectKey key(String name) {
        return prefix.key(name);
    }

    StoredFile store(String name, Path file, MediaType type) throws MediaFailed {
        return media.put(key(name), file, type);
    }

    StoredFile store(String name, String text, MediaType type) throws MediaFailed, IOException {
        Path file = Files.writeString(Files.createTempFile(scratch, "text", ""), text, StandardCharsets.UTF_8);
        return store(name, file, type);
    }

    /// The job's source, or the copy of it whose clock was mended: in place where it lies on this machine, else fetched
    /// whole.
    SourceAccess source(Claim claim) throws MediaFailed, IOException {
        ObjectKey key = Plans.mended(claim)
                .map(mended -> mended.file().key())
                .orElseGet(() -> claim.job().input());
        return new SourceAccess.InFile(local(key));
    }

    /// An object as a file on this machine: in place where it lies here, else fetched whole.
    Path local(ObjectKey key) throws MediaFailed, IOException {
        Optional<Path> inPlace = media.local(key);
        if (inPlace.isPresent()) {
            return inPlace.get();
        }
        Path copy = Files.createDirectories(scratch.resolve("fetched")).resolve(Integer.toString(fetched++));
        try (InputStream bytes = media.read(key, ByteRange.ALL)) {
            Files.copy(bytes, copy);
        }
        return copy;
    }
}
