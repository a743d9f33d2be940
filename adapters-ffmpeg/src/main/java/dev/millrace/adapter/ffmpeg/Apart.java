package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.Workbench;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.plan.RenditionId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Keeps a media program and its folder apart from what is stored. It may run still while its first segments are handed
/// on, and could put a link to another file in the place of one that was checked; so what is handed on is a copy, out
/// of its reach.
final class Apart {
    private static final long MOST_BYTES = 1L << 30;

    private Apart() {}

    /// A bench whose scratch folder is the media program's own.
    static Workbench from(Workbench bench) throws MediaFailed {
        try {
            Path own = Files.createDirectories(bench.scratch().resolve("own"));
            Path copies = Files.createDirectories(bench.scratch().resolve("copies"));
            return new Workbench(
                    own,
                    (rendition, name, file, type) -> store(bench, copies, rendition, name, file, type),
                    bench.progress());
        } catch (IOException e) {
            throw Scratch.unusable(e);
        }
    }

    private static StoredFile store(
            Workbench bench, Path copies, RenditionId rendition, String name, Path file, MediaType type)
            throws MediaFailed, InterruptedException {
        Path copy = copies.resolve("copy");
        try {
            try (InputStream made = MadeFile.open(file, MOST_BYTES)) {
                Files.copy(made, copy);
            }
            StoredFile stored = bench.sink().store(rendition, name, copy, type);
            Files.delete(copy);
            return stored;
        } catch (BadOutput e) {
            throw e.failed("A segment can't be handed on: " + e.what() + ".");
        } catch (IOException e) {
            throw Scratch.unusable(e);
        }
    }
}
