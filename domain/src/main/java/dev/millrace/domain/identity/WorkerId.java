package dev.millrace.domain.identity;

import java.util.UUID;

/// The identity of one run of a worker process; a restart is a new worker.
///
/// @param value a UUID of version 7
public record WorkerId(UUID value) {
    /// Reads the usual text form.
    ///
    /// @throws IllegalArgumentException when the text is no UUID
    public static WorkerId of(String text) {
        UUID value = UUID.fromString(text);
        // Java takes shortened groups too, so that one id would have many names.
        if (!value.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not a worker id");
        }
        return new WorkerId(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
