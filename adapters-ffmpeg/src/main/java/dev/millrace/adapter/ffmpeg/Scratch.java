package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Trouble with the scratch folder.
final class Scratch {
    private static final long LITTLE = 1 << 20;
    private static final int TRIAL = 1 << 16;

    private Scratch() {}

    /// Fails when hardly anything more can be written. ffmpeg's HLS muxer drops what finds no room on the disk and ends
    /// with exit code 0, so that it would look as if the source could not be decoded.
    static void requireRoom(Path scratch) throws MediaFailed {
        try {
            if (Files.getFileStore(scratch).getUsableSpace() < LITTLE) {
                // The super user may have room where others have none.
                Path trial = Files.createTempFile(scratch, "room", "");
                Files.write(trial, new byte[TRIAL]);
                Files.delete(trial);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /// The failure that an error of the file system means.
    static MediaFailed unusable(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        Failure failure = message.contains("No space left")
                ? new Failure(FailureCode.DISK_FULL, "The disk is full where the work is done.")
                : new Failure(FailureCode.INTERNAL_ERROR, "The scratch folder can't be used: " + message + ".");
        return new MediaFailed(failure, cause);
    }
}
