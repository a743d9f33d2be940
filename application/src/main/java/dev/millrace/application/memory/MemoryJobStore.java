package dev.millrace.application.memory;

import dev.millrace.application.port.Change;
import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.Garbage;
import dev.millrace.application.port.Idempotency;
import dev.millrace.application.port.JobQuery;
import dev.millrace.application.port.JobStore;
import dev.millrace.application.port.Page;
import dev.millrace.application.port.Submission;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobEvent;
import dev.millrace.domain.job.JobState;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.job.Priority;
import dev.millrace.domain.job.PriorityClass;
import dev.millrace.domain.job.Purpose;
import dev.millrace.domain.job.StorageLayout;
import dev.millrace.domain.work.NewTask;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// [JobStore] in memory.
final class MemoryJobStore implements JobStore {
    private final Table table;

    MemoryJobStore(Table table) {
        this.table = table;
    }

    @Override
    public Submission submit(Job job, List<NewTask> tasks, Optional<Idempotency> once, int most) {
        return table.transaction(() -> {
            Optional<JobRow> before = table.job(job.tenant(), job.id());
            if (before.isPresent()) {
                return new Submission.SameAsBefore(before.get().snapshot());
            }
            if (once.isPresent()) {
                Optional<JobRow> sameKey =
                        submittedWith(job.tenant(), once.get().key());
                if (sameKey.isPresent()) {
                    return sameKey.get().once().equals(once)
                            ? new Submission.SameAsBefore(sameKey.get().snapshot())
                            : new Submission.KeyReused();
                }
            }
            if (queued(job.tenant()) >= most) {
                return new Submission.QueueFull();
            }
            JobRow row = new JobRow(
                    table, job, once, leastServed(job.tenant(), job.priority().priorityClass()), table.now());
            row.grow(tasks, table.now());
            table.insert(row);
            return new Submission.Accepted(row.snapshot(), row.offerBut(Set.of()));
        });
    }

    @Override
    public Optional<Job> find(TenantId tenant, JobId id) {
        return table.transaction(() -> job(tenant, id).map(JobRow::snapshot));
    }

    @Override
    public Optional<Job> inspection(TenantId tenant, JobId id) {
        return table.transaction(
                () -> table.job(tenant, id).filter(MemoryJobStore::isInspection).map(JobRow::snapshot));
    }

    @Override
    public int forgetInspections(Instant before, int max) {
        return table.transaction(() -> {
            List<JobRow> old = table.oldestFirst().stream()
                    .filter(MemoryJobStore::isInspection)
                    .filter(row -> row.createdAt().isBefore(before))
                    .limit(max)
                    .toList();
            old.forEach(table::forget);
            return old.size();
        });
    }

    @Override
    public Page<Job> list(JobQuery query) {
        return table.transaction(() -> {
            List<Job> found = table.newestFirst().stream()
                    .filter(row -> row.tenant().equals(query.tenant()) && !isInspection(row))
                    .filter(row -> query.status().isEmpty()
                            || query.status().get() == row.state().status())
                    .filter(row -> query.after().isEmpty()
                            || row.id().compareTo(JobId.of(query.after().get().value())) < 0)
                    .limit(query.limit() + 1L)
                    .map(JobRow::snapshot)
                    .toList();
            if (found.size() <= query.limit()) {
                return new Page<>(found, Optional.empty());
            }
            List<Job> page = found.subList(0, query.limit());
            return new Page<>(page, Optional.of(new Cursor(page.getLast().id().toString())));
        });
    }

    @Override
    public Change cancel(TenantId tenant, JobId id) {
        return change(tenant, id, (row, now) -> {
            JobState canceled = switch (row.state()) {
                case JobState.Queued queued -> queued.canceled(now);
                case JobState.Processing processing -> processing.canceled(now);
                case JobState.Completed _, JobState.Failed _, JobState.Canceled _ -> row.state();
            };
            if (row.ended()) {
                return false;
            }
            row.moveTo(canceled);
            row.cancelTasks(now);
            row.record(now, JobEvent.Type.CANCELED, "");
            return true;
        });
    }

    @Override
    public Change retry(TenantId tenant, JobId id) {
        return change(tenant, id, (row, now) -> switch (row.state()) {
            case JobState.Failed failed -> requeue(row, failed.retried(), now);
            case JobState.Canceled canceled -> requeue(row, canceled.retried(), now);
            case JobState.Queued _, JobState.Processing _, JobState.Completed _ -> false;
        });
    }

    @Override
    public Change pause(TenantId tenant, JobId id) {
        return change(tenant, id, (row, now) -> {
            if (row.ended()) {
                return false;
            }
            if (!row.paused()) {
                row.pause();
                row.record(now, JobEvent.Type.PAUSED, "");
            }
            return true;
        });
    }

    @Override
    public Change resume(TenantId tenant, JobId id) {
        return change(tenant, id, (row, now) -> {
            if (row.ended()) {
                return false;
            }
            if (row.paused()) {
                row.resume();
                row.record(now, JobEvent.Type.RESUMED, "");
            }
            return true;
        });
    }

    @Override
    public Change prioritize(TenantId tenant, JobId id, Priority priority) {
        return change(tenant, id, (row, now) -> switch (row.state()) {
            case JobState.Queued _ -> {
                if (!row.snapshot().priority().equals(priority)) {
                    row.prioritize(priority, leastServed(tenant, priority.priorityClass()));
                    row.record(now, JobEvent.Type.PRIORITIZED, "");
                }
                yield true;
            }
            case JobState.Processing _, JobState.Completed _, JobState.Failed _, JobState.Canceled _ -> false;
        });
    }

    @Override
    public Change delete(TenantId tenant, JobId id) {
        return change(tenant, id, (row, _) -> {
            if (!row.ended()) {
                return false;
            }
            table.delete(row, new Garbage.DeletedJob(id, StorageLayout.job(tenant, id)));
            return true;
        });
    }

    @Override
    public List<JobEvent> history(TenantId tenant, JobId id, long after) {
        return table.transaction(() -> job(tenant, id).map(JobRow::events).orElse(List.of()).stream()
                .filter(event -> event.number() > after)
                .toList());
    }

    private static boolean requeue(JobRow row, JobState.Queued queued, Instant now) {
        row.moveTo(queued);
        row.reopenTasks(now);
        row.record(now, JobEvent.Type.RETRIED, "");
        return true;
    }

    private Change change(TenantId tenant, JobId id, Attempt attempt) {
        return table.transaction(() -> {
            Optional<JobRow> row = job(tenant, id);
            if (row.isEmpty()) {
                return new Change.Unknown();
            }
            boolean changed = attempt.on(row.get(), table.now());
            Job snapshot = row.get().snapshot();
            return changed ? new Change.Changed(snapshot) : new Change.Refused(snapshot);
        });
    }

    private Optional<JobRow> job(TenantId tenant, JobId id) {
        return table.job(tenant, id).filter(row -> !isInspection(row));
    }

    private static boolean isInspection(JobRow row) {
        return row.purpose() == Purpose.INSPECT;
    }

    private long queued(TenantId tenant) {
        return table.oldestFirst().stream()
                .filter(row -> row.tenant().equals(tenant) && row.purpose() == Purpose.TRANSCODE)
                .filter(row -> row.snapshot().status() == JobStatus.QUEUED)
                .count();
    }

    private Optional<JobRow> submittedWith(TenantId tenant, String key) {
        return table.newestFirst().stream()
                .filter(row -> row.tenant().equals(tenant))
                .filter(row -> row.once().filter(o -> o.key().equals(key)).isPresent())
                .findFirst();
    }

    /// A job starts beside the waiting one of its tenant and class that was served least, so that it starves nobody.
    private long leastServed(TenantId tenant, PriorityClass priorityClass) {
        return table.waiting(priorityClass)
                .filter(row -> row.tenant().equals(tenant))
                .mapToLong(JobRow::served)
                .min()
                .orElse(0);
    }

    /// A change that a job's state may refuse.
    private interface Attempt {
        boolean on(JobRow row, Instant now);
    }
}
