package dev.millrace.adapter.postgres;

import dev.millrace.application.port.ArrivalStore;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.work.Arrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// [ArrivalStore] on `millrace.job`, whose rows know by which upload their source comes.
final class PostgresArrivalStore implements ArrivalStore {

    private final Transactions transactions;
    private final JobRepository jobs;
    private final TaskRepository tasks;
    private final JobBook book;

    PostgresArrivalStore(Transactions transactions, Repositories repositories, JobBook book) {
        this.transactions = transactions;
        this.jobs = repositories.jobs();
        this.tasks = repositories.tasks();
        this.book = book;
    }

    @Override
    public List<Followed> follow(int max, Duration every) {
        return transactions.in(() -> {
            List<FollowedRow> rows = jobs.follow(max, every.toMillis());
            jobs.asked(ArrayText.of(rows.stream().map(FollowedRow::id).toList()));
            return rows.stream()
                    .map(row -> new Followed(new TenantId(row.tenantId()), new UploadId(row.arrivingBy())))
                    .distinct()
                    .toList();
        });
    }

    @Override
    public void arrived(TenantId tenant, UploadId upload, long bytes) {
        transactions.run(() -> {
            for (LockedJob job : lock(tenant, upload, bytes)) {
                if (!job.state().status().terminal() && before(job) < bytes) {
                    jobs.arrived(job.tenant(), job.id(), upload.value(), bytes);
                    release(job, bytes);
                }
            }
        });
    }

    @Override
    public void whole(TenantId tenant, UploadId upload) {
        transactions.run(() -> {
            for (LockedJob job : lock(tenant, upload, Arrival.WHOLE)) {
                jobs.arrived(job.tenant(), job.id(), null, null);
                release(job, Arrival.WHOLE);
            }
        });
    }

    @Override
    public List<Job> never(TenantId tenant, UploadId upload, Failure failure) {
        return transactions.in(() -> {
            List<Job> failed = new ArrayList<>();
            for (LockedJob job : lock(tenant, upload, Arrival.WHOLE)) {
                if (!job.state().status().terminal()) {
                    book.fail(job, failure);
                    book.save(job);
                    failed.add(book.snapshot(job));
                }
            }
            return failed;
        });
    }

    /// One after the other in the order of their ids, as everywhere. One may have learned meanwhile that its source is
    /// whole.
    ///
    /// @param bytes only those of which less was known to be there
    private List<LockedJob> lock(TenantId tenant, UploadId upload, long bytes) {
        List<LockedJob> locked = new ArrayList<>();
        for (UUID id : jobs.arrivingBy(tenant.value(), upload.value(), bytes)) {
            Optional<LockedJob> job = book.lock(tenant, new JobId(id));
            job.filter(row -> upload.value().equals(row.row().arrivingBy())).ifPresent(locked::add);
        }
        return locked;
    }

    private static long before(LockedJob job) {
        return Objects.requireNonNull(job.row().arrived());
    }

    private void release(LockedJob job, long bytes) {
        tasks.arrived(job.tenant(), job.id(), before(job), bytes);
        book.save(job);
    }
}
