package dev.millrace.application.client;

import dev.millrace.application.port.Signal;
import dev.millrace.application.port.Signals;
import dev.millrace.application.port.Subscription;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// What one listener is told of the jobs it follows. It owns no thread: whoever listens asks for what is next.
public final class FollowedJobs implements AutoCloseable {
    /// Whoever follows for weeks sees many jobs end.
    private static final int MOST_REMEMBERED = 1_000;

    private final Source source;
    private final Clock clock;
    private final Duration look;
    private final Duration pace;
    private final Subscription subscription;

    private final Semaphore hints = new Semaphore(0);
    private volatile boolean closed;

    // Guarded by this.
    private final Set<JobId> hinted = new LinkedHashSet<>();

    // Of the one thread that asks.
    private final SequencedMap<JobId, Told> told = new LinkedHashMap<>();
    private Instant lookAgain;

    /// Where news come from.
    ///
    /// @param tenant whose jobs
    /// @param reports how they stand
    /// @param signals hints
    /// @param concerns whether a job is followed
    /// @param active jobs that may change without a signal being heard
    record Source(
            TenantId tenant,
            ReadJobs reports,
            Signals signals,
            Predicate<JobId> concerns,
            Supplier<? extends Collection<JobId>> active) {}

    private record Told(JobReport report, Instant at) {}

    /// Something to tell.
    public sealed interface News {
        /// A job stands differently.
        ///
        /// @param report how
        record Changed(JobReport report) implements News {}

        /// A job was deleted.
        ///
        /// @param job which
        record Gone(JobId job) implements News {}
    }

    FollowedJobs(Source source, Clock clock, Duration look, Duration pace, Collection<JobId> first) {
        this.source = source;
        this.clock = clock;
        this.look = look;
        this.pace = pace;
        this.hinted.addAll(first);
        this.lookAgain = clock.instant().plus(look);
        this.subscription = source.signals().listen(this::hear);
    }

    /// Waits for something to tell. Not to be called by two threads at once.
    ///
    /// @param atMost how long
    /// @return empty when nothing changed, and at once after it was closed
    /// @throws InterruptedException when the waiting thread is interrupted
    public Optional<News> next(Duration atMost) throws InterruptedException {
        Instant deadline = clock.instant().plus(atMost);
        while (true) {
            Instant now = clock.instant();
            if (!now.isBefore(lookAgain)) {
                hint(source.active().get());
                hint(unfinished());
                lookAgain = now.plus(look);
            }
            for (Optional<JobId> due = takeDue(now); due.isPresent(); due = takeDue(now)) {
                Optional<News> news = news(due.get(), now);
                if (news.isPresent()) {
                    return news;
                }
            }
            if (!now.isBefore(deadline) || !await(earlier(deadline, lookAgain))) {
                return Optional.empty();
            }
        }
    }

    /// Hears nothing more. A thread that waits is told at once.
    @Override
    public void close() {
        subscription.close();
        closed = true;
        hints.release();
    }

    private void hear(Signal signal) {
        switch (signal) {
            case Signal.JobChanged changed when changed.tenant().equals(source.tenant()) -> hint(Set.of(changed.job()));
            case Signal.JobChanged _, Signal.DrainAsked _ -> {}
            case Signal.JobStopped stopped -> hint(Set.of(stopped.job()));
        }
    }

    private void hint(Collection<JobId> jobs) {
        synchronized (this) {
            jobs.stream().filter(source.concerns()).forEach(hinted::add);
        }
        hints.release();
    }

    /// A job that may have changed and was not told of too recently.
    private synchronized Optional<JobId> takeDue(Instant now) {
        for (Iterator<JobId> jobs = hinted.iterator(); jobs.hasNext(); ) {
            JobId job = jobs.next();
            if (!now.isBefore(dueAt(job))) {
                jobs.remove();
                return Optional.of(job);
            }
        }
        return Optional.empty();
    }

    private Instant dueAt(JobId job) {
        Told before = told.get(job);
        return before == null ? Instant.MIN : before.at().plus(pace);
    }

    private Optional<News> news(JobId id, Instant now) {
        Optional<JobReport> report = source.reports().report(source.tenant(), id);
        Told before = told.get(id);
        if (report.isEmpty()) {
            told.remove(id);
            return before == null ? Optional.empty() : Optional.of(new News.Gone(id));
        }
        if (before != null && before.report().sameButForTheTime(report.get())) {
            return Optional.empty();
        }
        remember(id, new Told(report.get(), now));
        return Optional.of(new News.Changed(report.get()));
    }

    private void remember(JobId id, Told news) {
        told.putLast(id, news);
        if (told.size() > MOST_REMEMBERED) {
            told.pollFirstEntry();
        }
    }

    /// Jobs that are over change by their owner's will alone, which signals tell, or a listing of active jobs.
    private List<JobId> unfinished() {
        return told.values().stream()
                .map(before -> before.report().job())
                .filter(job -> !job.status().terminal())
                .map(Job::id)
                .toList();
    }

    /// Waits for a hint, for the end of a pause, or until then. Answers false once it is closed.
    private boolean await(Instant until) throws InterruptedException {
        long millis = Duration.between(clock.instant(), nextDue(until)).toMillis() + 1;
        if (!closed && hints.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            hints.drainPermits();
        }
        return !closed;
    }

    private synchronized Instant nextDue(Instant until) {
        return hinted.stream().map(this::dueAt).reduce(until, FollowedJobs::earlier);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
