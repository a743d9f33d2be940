package dev.millrace.standalone.result;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.media.ByteSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// All files of a finished transcode, laid out as [ResultLayout] says.
///
/// @param files in the order in which people want to read of them, without the describing document
/// @param document the content of `job.json`
public record Result(List<ResultFile> files, String document) {
    /// Copies the list.
    public Result {
        files = List.copyOf(files);
    }

    /// Lays out what a job made.
    ///
    /// @param media where it lies
    /// @param folder is made; on the same disk as the media, so that no byte is copied
    /// @throws MediaFailed when the media can't be read
    /// @throws IOException when the folder can't be written
    public static Result layOut(FinishedJob finished, RunFacts run, MediaStore media, Path folder)
            throws IOException, MediaFailed {
        List<ResultFile> files = new ArrayList<>();
        for (ResultLayout.Entry entry : ResultLayout.of(finished).entries()) {
            Path target = folder.resolve(entry.path());
            Files.createDirectories(target.resolveSibling("."));
            files.add(
                    switch (entry.content()) {
                        case ResultLayout.Content.Stored stored -> link(entry, stored.file(), media, target);
                        case ResultLayout.Content.Written written -> write(entry, written.text(), target);
                    });
        }
        String document = ResultDocument.of(finished, files, run);
        Files.writeString(folder.resolve(ResultDocument.NAME), document);
        return new Result(files, document);
    }

    private static ResultFile link(ResultLayout.Entry entry, StoredFile stored, MediaStore media, Path target)
            throws IOException, MediaFailed {
        Path here = media.local(stored.key())
                .orElseThrow(() -> new IllegalStateException("the media of a transcode lie on this machine"));
        try {
            Files.createLink(target, here);
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(here, target);
        }
        return new ResultFile(entry.path(), entry.kind(), entry.rendition(), stored.size(), stored.sha256());
    }

    private static ResultFile write(ResultLayout.Entry entry, String text, Path target) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Files.write(target, bytes);
        return new ResultFile(entry.path(), entry.kind(), entry.rendition(), new ByteSize(bytes.length), sha256(bytes));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
