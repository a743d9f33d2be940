package dev.millrace.application.port;

import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.work.Arrival;

/// More of a source is needed than has arrived while it is being uploaded. Nothing is wrong: whoever needs it waits.
public final class NotArrived extends MediaFailed {
    private static final long serialVersionUID = 1;

    private final long bytes;

    /// @param bytes of the source's beginning that must be there; [Arrival#WHOLE] for a source that lies in storage, whole
    public NotArrived(long bytes) {
        super(new Failure(
                FailureCode.STORAGE_UNAVAILABLE,
                bytes == Arrival.WHOLE
                        ? "The source is needed whole and is still being uploaded."
                        : "The first " + bytes + " bytes of the source are needed, which is still being uploaded."));
        this.bytes = bytes;
    }

    /// How much of the source's beginning must be there.
    public long bytes() {
        return bytes;
    }
}
