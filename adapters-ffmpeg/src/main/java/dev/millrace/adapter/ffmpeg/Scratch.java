package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import java.io.IOException;

/// Trouble with the scratch folder.
final class Scratch {
    private Scratch() {}

    /// The failure that an error of the file system means.
    static MediaFailed unusable(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        Failure failure = message.contains("No space left")
                ? new Failure(FailureCode.DISK_FULL, "The disk is full where the work is done.")
                : new Failure(FailureCode.INTERNAL_ERROR, "The scratch folder can't be used: " + message + ".");
        return new MediaFailed(failure, cause);
    }
}
