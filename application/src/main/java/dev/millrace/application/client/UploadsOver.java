package dev.millrace.application.client;

import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.upload.Upload;

/// What clients are told of an upload that can't be changed any more.
final class UploadsOver {
    private UploadsOver() {}

    static Failure failure(Upload upload) {
        return new Failure(
                FailureCode.UPLOAD_OVER,
                switch (upload.status()) {
                    case WAITING -> "Storage has forgotten this upload; begin a new one.";
                    case COMPLETED -> "The upload was completed, so it can't be canceled any more.";
                    case CANCELED -> "The upload was canceled; begin a new one.";
                    case EXPIRED -> "The upload was not completed in time and has expired; begin a new one.";
                });
    }
}
