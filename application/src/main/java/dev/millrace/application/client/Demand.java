package dev.millrace.application.client;

import dev.millrace.application.port.Backlog;
import dev.millrace.domain.plan.Fleet;
import java.time.Duration;
import java.util.Optional;

/// How many workers it takes to be done by a certain time.
///
/// @param backlog what is left to do, in processor time
/// @param target how soon it should be done
/// @param workers how many of the present kind would do it: 0 when nothing is left
public record Demand(Duration backlog, Duration target, int workers) {
    /// Judges by the workers that are alive. Where there is none, one is taken to have one slot and the usual pace.
    ///
    /// @param fleet the living workers together
    /// @param alive how many they are
    static Demand of(Backlog backlog, Duration target, Optional<Fleet> fleet, int alive) {
        Duration left = backlog.estimate();
        Fleet known = fleet.orElse(Fleet.UNKNOWN);
        double pace = known.paceOrUsual() * known.slots() / Math.max(1, alive);
        double wanted = left.toMillis() / (pace * target.toMillis());
        return new Demand(left, target, (int) Math.min(Integer.MAX_VALUE, Math.ceil(wanted)));
    }
}
