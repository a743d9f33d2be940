package dev.millrace.adapter.postgres;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.application.port.Backlog;
import dev.millrace.application.port.Claim;
import dev.millrace.application.port.Claimant;
import dev.millrace.application.port.Expired;
import dev.millrace.application.port.Garbage;
import dev.millrace.application.port.NeedLoad;
import dev.millrace.application.port.QueueLoad;
import dev.millrace.application.port.Ring;
import dev.millrace.application.port.Settled;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.port.TaskStore;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.job.PriorityClass;
import dev.millrace.domain.job.StorageLayout;
import dev.millrace.domain.work.EncoderFingerprint;
import dev.millrace.domain.work.Epoch;
import dev.millrace.domain.work.Lease;
import dev.millrace.domain.work.Need;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TwinPolicy;
import dev.millrace.domain.work.WorkKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// [TaskStore] on `millrace.task`. The larger stories are [Claiming], [Twinning], [Settling] and [Expiring].
final class PostgresTaskStore implements TaskStore {

    private final Transactions transactions;
    private final TaskRepository tasks;
    private final GarbageRepository garbage;
    private final TaskReader reader;
    private final Claiming claiming;
    private final Twinning twinning;
    private final Settling settling;
    private final Expiring expiring;

    PostgresTaskStore(
            Transactions transactions,
            Repositories repositories,
            TaskReader reader,
            Claiming claiming,
            Twinning twinning,
            Settling settling,
            Expiring expiring) {
        this.transactions = transactions;
        this.tasks = repositories.tasks();
        this.garbage = repositories.garbage();
        this.reader = reader;
        this.claiming = claiming;
        this.twinning = twinning;
        this.settling = settling;
        this.expiring = expiring;
    }

    @Override
    public Optional<Claim> claim(Claimant worker, Duration lease) {
        return claiming.claim(worker, lease);
    }

    @Override
    public Optional<Claim> twin(Claimant worker, Duration lease, TwinPolicy policy) {
        return twinning.twin(worker, lease, policy);
    }

    @Override
    public Settled settle(Lease lease, Settlement settlement) {
        return settling.settle(lease, settlement);
    }

    @Override
    public List<Task> of(TenantId tenant, JobId job) {
        return transactions.reading(() ->
                tasks.of(tenant.value(), job.value()).stream().map(reader::task).toList());
    }

    @Override
    public List<Ring> toRing(int max) {
        return transactions.reading(
                () -> tasks.toRing(max).stream().map(PostgresTaskStore::ring).toList());
    }

    @Override
    public void rung(Collection<Ring> rings) {
        transactions.run(() -> tasks.rung(ringRows(rings)));
    }

    @Override
    public Expired expire(int max, Duration lease, RetryPolicy policy) {
        return transactions.in(() -> expiring.expire(max, lease, policy));
    }

    @Override
    public int forsake(WorkerId dead, RetryPolicy policy) {
        return transactions.in(() -> expiring.forsake(dead, policy));
    }

    @Override
    public List<QueueLoad> queue() {
        Map<PriorityClass, QueueLoad> loads = transactions.reading(() -> tasks.load(QueueLoad.MOST)).stream()
                .map(row -> new QueueLoad(
                        PriorityClass.valueOf(row.priorityClass().toUpperCase(Locale.ROOT)),
                        row.ready(),
                        Duration.ofMillis(row.oldestMillis())))
                .collect(Collectors.toMap(QueueLoad::priorityClass, Function.identity()));
        return Arrays.stream(PriorityClass.values())
                .map(each -> loads.getOrDefault(each, new QueueLoad(each, 0, Duration.ZERO)))
                .toList();
    }

    @Override
    public List<NeedLoad> needs() {
        return transactions.reading(() -> tasks.needs(QueueLoad.MOST)).stream()
                .flatMap(row -> kind(row.kind())
                        .map(kind -> new Need(
                                kind, Optional.ofNullable(row.encoder()).map(EncoderFingerprint::new)))
                        .map(need -> new NeedLoad(need, row.ready()))
                        .stream())
                .toList();
    }

    /// Empty for a kind that only a later version knows, and that says for itself who can do it.
    private static Optional<WorkKind> kind(String word) {
        return Arrays.stream(WorkKind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst();
    }

    @Override
    public Backlog backlog() {
        BacklogRow row = transactions.reading(() -> tasks.backlog(Backlog.MOST));
        return new Backlog(
                row.jobs(), Duration.ofMillis(row.leftMillis()), Duration.ofMillis(row.wholeMillis()), row.unknown());
    }

    @Override
    public List<Garbage> garbage(int max, Duration age) {
        return transactions.in(() -> {
            Stream<Garbage> deleted = garbage.deleted(max).stream().map(PostgresTaskStore::deletedJob);
            Stream<Garbage> lost = garbage.lost(max, age.toMillis()).stream().map(PostgresTaskStore::lostAttempt);
            return Stream.concat(deleted, lost).limit(max).toList();
        });
    }

    @Override
    public void collected(Collection<Garbage> collected) {
        transactions.run(() -> {
            for (Garbage piece : collected) {
                switch (piece) {
                    case Garbage.DeletedJob deleted ->
                        garbage.forgetDeleted(deleted.job().value());
                    case Garbage.LostAttempt lost ->
                        garbage.forgetLost(
                                lost.task().job().value(),
                                lost.task().name().value(),
                                lost.epoch().value());
                }
            }
        });
    }

    /// One attempt at a task.
    private record Attempt(TaskId task, Epoch epoch) {
        static Attempt of(TaskKeyRow row) {
            return new Attempt(new TaskId(new JobId(row.jobId()), new TaskName(row.name())), new Epoch(row.epoch()));
        }
    }

    private static String ringRows(Collection<Ring> rings) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (Ring ring : rings) {
            rows.addObject()
                    .put("job_id", ring.because().job().toString())
                    .put("name", ring.because().name().value());
        }
        return rows.toString();
    }

    private static Ring ring(RingRow row) {
        return new Ring(
                PriorityClass.valueOf(row.priorityClass().toUpperCase(Locale.ROOT)),
                new TaskId(new JobId(row.jobId()), new TaskName(row.name())));
    }

    private static Garbage deletedJob(TaskKeyRow row) {
        JobId job = new JobId(row.jobId());
        return new Garbage.DeletedJob(job, StorageLayout.job(new TenantId(row.tenantId()), job));
    }

    private static Garbage lostAttempt(TaskKeyRow row) {
        Attempt attempt = Attempt.of(row);
        return new Garbage.LostAttempt(
                attempt.task(),
                attempt.epoch(),
                StorageLayout.attempt(new TenantId(row.tenantId()), attempt.task(), attempt.epoch()));
    }
}
