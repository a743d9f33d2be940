package dev.millrace.application.memory;

import dev.millrace.application.port.Garbage;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.JobEvent;
import dev.millrace.domain.job.PriorityClass;
import dev.millrace.domain.job.Purpose;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// All rows, and the one lock around them: what a transaction is to a database.
final class Table {
    private final Clock clock;
    private final Instant startedAt;
    private final TreeMap<JobId, JobRow> jobs = new TreeMap<>();
    private final Map<Share, Long> served = new HashMap<>();
    private final List<Garbage.DeletedJob> tombstones = new ArrayList<>();

    private BiConsumer<TenantId, JobEvent> listener = (_, _) -> {};

    Table(Clock clock) {
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    synchronized <T> T transaction(Supplier<T> work) {
        return work.get();
    }

    /// Tells every event within the transaction that stores it.
    void listen(BiConsumer<TenantId, JobEvent> told) {
        listener = told;
    }

    void happened(JobRow row, JobEvent event) {
        if (row.purpose() == Purpose.TRANSCODE) {
            listener.accept(row.tenant(), event);
        }
    }

    Instant now() {
        return clock.instant();
    }

    Instant startedAt() {
        return startedAt;
    }

    Optional<JobRow> job(JobId id) {
        return Optional.ofNullable(jobs.get(id));
    }

    Optional<JobRow> job(TenantId tenant, JobId id) {
        return job(id).filter(row -> row.tenant().equals(tenant));
    }

    Collection<JobRow> oldestFirst() {
        return jobs.values();
    }

    Collection<JobRow> newestFirst() {
        return jobs.descendingMap().values();
    }

    void insert(JobRow row) {
        jobs.put(row.id(), row);
    }

    void forget(JobRow row) {
        jobs.remove(row.id());
    }

    void delete(JobRow row, Garbage.DeletedJob tombstone) {
        jobs.remove(row.id());
        tombstones.add(tombstone);
    }

    List<Garbage.DeletedJob> tombstones() {
        return tombstones;
    }

    /// Jobs with a ready task that workers may be given.
    Stream<JobRow> waiting(PriorityClass priorityClass) {
        return jobs.values().stream().filter(job -> job.priorityClass() == priorityClass && job.waits());
    }

    /// How often a tenant was served in a class. One that begins now starts beside the one that was served least among
    /// those that wait, so that it starves nobody.
    long served(TenantId tenant, PriorityClass priorityClass) {
        Share share = new Share(tenant, priorityClass);
        Long known = served.get(share);
        if (known == null) {
            known = leastServed(share).orElse(0);
            served.put(share, known);
        }
        return known;
    }

    /// Counts a claim for the job and for its tenant. Who had nothing to offer for long goes on beside those that waited.
    void serve(JobRow job) {
        job.serve(waiting(job.priorityClass())
                .filter(other -> other.tenant().equals(job.tenant()) && other != job)
                .mapToLong(JobRow::served)
                .min()
                .orElse(0));
        Share share = new Share(job.tenant(), job.priorityClass());
        long more = served(job.tenant(), job.priorityClass()) + 1;
        served.put(share, Math.max(more, leastServed(share).orElse(0)));
    }

    private OptionalLong leastServed(Share share) {
        return waiting(share.priorityClass())
                .map(job -> new Share(job.tenant(), share.priorityClass()))
                .filter(other -> !other.equals(share))
                .flatMap(other -> Optional.ofNullable(served.get(other)).stream())
                .mapToLong(Long::longValue)
                .min();
    }

    private record Share(TenantId tenant, PriorityClass priorityClass) {}
}
