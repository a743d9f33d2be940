package dev.millrace.domain.identity;

import java.util.UUID;

/// The identity of one run of a worker process; a restart is a new worker.
///
/// @param value a UUID of version 7
public record WorkerId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
