package dev.millrace.application.port;

import dev.millrace.domain.work.Lease;
import java.util.Set;

/// The answer to a worker that says it is alive.
///
/// @param held leases that still count; all others it named are lost
/// @param drain whether it was asked to drain
public record Pulse(Set<Lease> held, boolean drain) {
    /// Copies the set.
    public Pulse {
        held = Set.copyOf(held);
    }
}
