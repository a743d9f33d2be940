package dev.millrace.application.port;

import dev.millrace.domain.upload.Upload;

/// What came of asking for a change to an upload.
public sealed interface UploadChange {
    /// It is in the state asked for, now or since before.
    ///
    /// @param upload as it is
    record Changed(Upload upload) implements UploadChange {}

    /// It ended in another way.
    ///
    /// @param upload as it is
    record Refused(Upload upload) implements UploadChange {}

    /// The tenant has no such upload.
    record Unknown() implements UploadChange {}
}
