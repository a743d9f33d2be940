package dev.millrace.application.memory;

import dev.millrace.application.port.ArrivalStore;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.work.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// [ArrivalStore] in memory.
final class MemoryArrivals implements ArrivalStore {
    private final Table table;

    MemoryArrivals(Table table) {
        this.table = table;
    }

    @Override
    public List<Followed> follow(int max, Duration every) {
        return table.transaction(() -> {
            Instant before = table.now().minus(every);
            List<Followed> followed = table.oldestFirst().stream()
                    .filter(job -> job.arrival().isPresent() && !job.ended())
                    .filter(job -> !job.lookedAt().isAfter(before))
                    .sorted(Comparator.comparing(JobRow::lookedAt))
                    .map(job -> new Followed(
                            job.tenant(), job.arrival().orElseThrow().upload()))
                    .distinct()
                    .limit(max)
                    .toList();
            followed.forEach(
                    each -> unfinished(each.tenant(), each.upload()).forEach(job -> job.lookedAt(table.now())));
            return followed;
        });
    }

    @Override
    public void arrived(TenantId tenant, UploadId upload, long bytes) {
        table.transaction(() -> {
            List<JobRow> jobs = unfinished(tenant, upload);
            for (JobRow job : jobs) {
                if (job.arrival().orElseThrow().bytes() < bytes) {
                    job.arrived(Optional.of(new Arrival(upload, bytes)), table.now());
                }
            }
            return jobs.size();
        });
    }

    @Override
    public void whole(TenantId tenant, UploadId upload) {
        table.transaction(() -> {
            List<JobRow> jobs = of(tenant, upload);
            jobs.forEach(job -> job.arrived(Optional.empty(), table.now()));
            return jobs.size();
        });
    }

    @Override
    public List<Job> never(TenantId tenant, UploadId upload, Failure failure) {
        return table.transaction(() -> {
            List<JobRow> jobs = unfinished(tenant, upload);
            jobs.forEach(job -> job.fail(failure, table.now()));
            return jobs.stream().map(JobRow::snapshot).toList();
        });
    }

    private List<JobRow> unfinished(TenantId tenant, UploadId upload) {
        return of(tenant, upload).stream().filter(job -> !job.ended()).toList();
    }

    private List<JobRow> of(TenantId tenant, UploadId upload) {
        return table.oldestFirst().stream()
                .filter(job -> job.tenant().equals(tenant))
                .filter(job -> job.arrival()
                        .map(Arrival::upload)
                        .filter(upload::equals)
                        .isPresent())
                .toList();
    }
}
