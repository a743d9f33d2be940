package dev.millrace.application.engine;

import dev.millrace.application.announce.Announcer;
import dev.millrace.application.port.Expired;
import dev.millrace.application.port.TaskStore;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.work.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Ends leases that ran out. After an outage of its own it waits for one lease: workers had no chance to renew then
/// either.
final class ExpireSweep implements Sweep {
    private static final int BATCH = 100;

    private final TaskStore tasks;
    private final Announcer announcer;
    private final RetryPolicy policy;
    private final Duration lease;
    private final Clock clock;
    private Instant lastReached;
    private Instant quietUntil;

    ExpireSweep(TaskStore tasks, Announcer announcer, RetryPolicy policy, Duration lease, Clock clock) {
        this.tasks = tasks;
        this.announcer = announcer;
        this.policy = policy;
        this.lease = lease;
        this.clock = clock;
        this.lastReached = clock.instant();
        this.quietUntil = clock.instant();
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        if (lastReached.plus(lease).isBefore(now)) {
            quietUntil = now.plus(lease);
        }
        // A quiet round asks for nothing, only to learn that the persistence is reached.
        Expired expired = tasks.expire(now.isBefore(quietUntil) ? 0 : BATCH, lease, policy);
        lastReached = now;
        expired.failed().forEach(job -> announcer.ended(job, JobStatus.FAILED));
    }
}
