package dev.millrace.application.port;

import dev.millrace.domain.work.Lease;
import java.util.Set;

/// The answer to a batch of heartbeats.
///
/// @param held leases that still count; all others of the batch are lost
public record Renewal(Set<Lease> held) {
    /// Copies the set.
    public Renewal {
        held = Set.copyOf(held);
    }
}
