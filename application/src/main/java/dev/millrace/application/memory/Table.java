package dev.millrace.application.memory;

import dev.millrace.application.port.Garbage;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.JobEvent;
import dev.millrace.domain.job.Purpose;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// All rows, and the one lock around them: what a transaction is to a database.
final class Table {
    private final Clock clock;
    private final Instant startedAt;
    private final TreeMap<JobId, JobRow> jobs = new TreeMap<>();
    private final Map<TenantId, Long> servedByTenant = new HashMap<>();
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

    /// Tenants that begin now start beside the one that was served least, so that they starve nobody.
    long served(TenantId tenant) {
        long least = servedByTenant.values().stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(0);
        return servedByTenant.computeIfAbsent(tenant, _ -> least);
    }

    void serve(TenantId tenant) {
        servedByTenant.put(tenant, served(tenant) + 1);
    }
}
