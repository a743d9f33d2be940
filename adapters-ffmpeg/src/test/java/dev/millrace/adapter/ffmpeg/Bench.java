package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.SegmentSink;
import dev.millrace.application.port.Workbench;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.plan.RenditionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A workbench over folders: attempts get a scratch folder each, and what they store lies in one folder.
final class Bench {
    /// For work that stores nothing.
    static final SegmentSink NO_SINK = (rendition, name, file, type) -> {
        throw new AssertionError("nothing should be stored, but " + rendition + "/" + name + " was");
    };

    private final Path folder;
    private final List<Double> progress = new ArrayList<>();
    private int attempts;

    Bench(Path folder) {
        this.folder = folder;
    }

    /// The bench of a new attempt.
    Workbench attempt() throws IOException {
        Path scratch = Files.createDirectories(folder.resolve("scratch-" + attempts++));
        return new Workbench(scratch, this::store, progress::add);
    }

    Path path(StoredFile file) {
        return folder.resolve(file.key().value());
    }

    List<Double> progress() {
        return List.copyOf(progress);
    }

    private StoredFile store(RenditionId rendition, String name, Path file, MediaType type) {
        try {
            Path to = folder.resolve("store").resolve(rendition.value()).resolve(name);
            Files.createDirectories(to.getParent());
            Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(to));
            return new StoredFile(
                    new ObjectKey("store/" + rendition + "/" + name),
                    new ByteSize(Files.size(to)),
                    HexFormat.of().formatHex(digest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
