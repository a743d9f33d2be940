package dev.millrace.application.engine;

import dev.millrace.application.port.JobStore;
import java.time.Clock;
import java.time.Duration;

/// Forgets inspections whose answers nobody will ask for any more.
///
/// @param jobs keeps them
/// @param clock what time it is
record InspectionSweep(JobStore jobs, Clock clock) implements Sweep {
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int BATCH = 100;

    @Override
    public void run() {
        jobs.forgetInspections(clock.instant().minus(KEPT), BATCH);
    }
}
