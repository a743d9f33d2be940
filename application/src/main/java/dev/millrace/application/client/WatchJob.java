package dev.millrace.application.client;

import dev.millrace.application.port.JobStore;
import dev.millrace.application.port.Signal;
import dev.millrace.application.port.Signals;
import dev.millrace.application.port.Subscription;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waits for a job's changes. Signals make it quick; looking from time to time makes it sure.
public final class WatchJob {
    private final JobStore jobs;
    private final Signals signals;
    private final Clock clock;
    private final Duration look;

    /// @param jobs the truth
    /// @param signals hints that it changed
    /// @param clock measures the wait
    /// @param look how long a missed signal may cost
    public WatchJob(JobStore jobs, Signals signals, Clock clock, Duration look) {
        this.jobs = jobs;
        this.signals = signals;
        this.clock = clock;
        this.look = look;
    }

    /// The job once it is over, or as it stands after `atMost`; empty when the tenant has no such job.
    public Optional<Job> await(TenantId tenant, JobId id, Duration atMost) throws InterruptedException {
        return ask(() -> jobs.find(tenant, id), id, atMost);
    }

    /// The same for an inspection.
    Optional<Job> awaitInspection(TenantId tenant, JobId id, Duration atMost) throws InterruptedException {
        return ask(() -> jobs.inspection(tenant, id), id, atMost);
    }

    private Optional<Job> ask(Supplier<Optional<Job>> truth, JobId id, Duration atMost) throws InterruptedException {
        return ask(id, truth, job -> job.isEmpty() || job.get().status().terminal(), atMost);
    }

    /// Asks something of a job, and again whenever the job changes, until the answer will do or `atMost` has passed; then
    /// the last answer counts.
    <T> T ask(JobId id, Supplier<T> question, Predicate<T> willDo, Duration atMost) throws InterruptedException {
        Semaphore hints = new Semaphore(0);
        try (Subscription _ = signals.listen(signal -> {
            if (concerns(signal, id)) {
                hints.release();
            }
        })) {
            Instant deadline = clock.instant().plus(atMost);
            while (true) {
                T answer = question.get();
                Duration left = Duration.between(clock.instant(), deadline);
                if (willDo.test(answer) || !left.isPositive()) {
                    return answer;
                }
                Duration step = left.compareTo(look) < 0 ? left : look;
                if (hints.tryAcquire(step.toNanos(), TimeUnit.NANOSECONDS)) {
                    hints.drainPermits();
                }
            }
        }
    }

    /// Hands over every changed snapshot of a job, the present one first, until it is closed or the job is over. Called
    /// on whichever thread signals; never twice at once, and never with an older version after a newer one.
    public Subscription watch(TenantId tenant, JobId id, Consumer<Job> listener) {
        Look look = new Look(tenant, id, listener);
        Subscription subscription = signals.listen(signal -> {
            if (concerns(signal, id)) {
                look.now();
            }
        });
        look.now();
        return subscription;
    }

    /// Looks at one job and tells what is new.
    private final class Look {
        private final TenantId tenant;
        private final JobId id;
        private final Consumer<Job> listener;
        private Optional<Job> last = Optional.empty();

        Look(TenantId tenant, JobId id, Consumer<Job> listener) {
            this.tenant = tenant;
            this.id = id;
            this.listener = listener;
        }

        synchronized void now() {
            Optional<Job> job = jobs.find(tenant, id);
            if (job.isPresent() && !job.equals(last)) {
                last = job;
                listener.accept(job.get());
            }
        }
    }

    private static boolean concerns(Signal signal, JobId id) {
        return switch (signal) {
            case Signal.JobChanged changed -> changed.job().equals(id);
            case Signal.JobStopped stopped -> stopped.job().equals(id);
            case Signal.DrainAsked _ -> false;
        };
    }
}
