package dev.millrace.application.memory;

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
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobEvent;
import dev.millrace.domain.job.JobState;
import dev.millrace.domain.job.PriorityClass;
import dev.millrace.domain.job.Purpose;
import dev.millrace.domain.job.StorageLayout;
import dev.millrace.domain.work.Epoch;
import dev.millrace.domain.work.Lease;
import dev.millrace.domain.work.Need;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.Twin;
import dev.millrace.domain.work.TwinPolicy;
import dev.millrace.domain.work.WorkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// [TaskStore] in memory.
final class MemoryTaskStore implements TaskStore {
    private final Table table;
    private final RandomGenerator random;
    private final FairChoice choice;
    private final TwinChoice twins;

    MemoryTaskStore(Table table, RandomGenerator random) {
        this.table = table;
        this.random = random;
        this.choice = new FairChoice(table);
        this.twins = new TwinChoice(table, choice);
    }

    @Override
    public Optional<Claim> claim(Claimant worker, Duration lease) {
        return table.transaction(
                () -> choice.next(worker).map(chosen -> claim(chosen.job(), chosen.task(), worker, lease)));
    }

    private Claim claim(JobRow job, TaskRow row, Claimant worker, Duration length) {
        Instant now = table.now();
        TaskState.Ready ready = (TaskState.Ready) row.state();
        Lease lease = new Lease(row.task().id(), row.nextEpoch(), worker.worker());
        row.claim(ready.claimed(lease, now.plus(length)), now);
        WorkKind kind = row.task().work().kind();
        job.claimed(kind.phase(), now);
        if (kind == WorkKind.ENCODE_CHUNK) {
            job.pin(worker.encoder());
        }
        table.serve(job);
        return new Claim(lease, row.task().work(), ready.tally(), job.snapshot(), inputs(job, row));
    }

    @Override
    public Optional<Claim> twin(Claimant worker, Duration lease, TwinPolicy policy) {
        return table.transaction(
                () -> twins.next(worker, policy).map(chosen -> twin(chosen.job(), chosen.task(), worker, lease)));
    }

    private Claim twin(JobRow job, TaskRow row, Claimant worker, Duration length) {
        Instant now = table.now();
        TaskState.Running running = (TaskState.Running) row.state();
        Lease lease = new Lease(row.task().id(), row.nextEpoch(), worker.worker());
        row.renew(running.joined(new Twin(lease, now, now.plus(length), 0)));
        return new Claim(lease, row.task().work(), running.tally(), job.snapshot(), inputs(job, row));
    }

    private static Map<TaskName, Product> inputs(JobRow job, TaskRow row) {
        Map<TaskName, Product> inputs = new HashMap<>();
        for (TaskName need : row.task().needs()) {
            if (job.task(need).map(TaskRow::state).orElseThrow() instanceof TaskState.Done done) {
                inputs.put(need, done.product());
            }
        }
        return inputs;
    }

    @Override
    public Settled settle(Lease lease, Settlement settlement) {
        return table.transaction(() -> {
            Optional<TaskRow> row = row(lease);
            if (row.isEmpty()) {
                return new Settled.Stale();
            }
            if (row.get().wasSettledBy(lease)) {
                return new Settled.AlreadyByThisEpoch();
            }
            if (row.get().isTwinOf(lease) && !settleTwin(row.get(), settlement)) {
                return new Settled.Accepted(0);
            }
            if (!row.get().isHeldBy(lease)) {
                row.get().lostAttempts().put(lease.epoch(), table.now());
                return new Settled.Stale();
            }
            row.get().settledBy(lease);
            JobRow job = table.job(lease.task().job()).orElseThrow();
            Set<TaskRow> before = job.offered();
            apply(job, row.get(), settlement);
            return new Settled.Accepted(settlement instanceof Settlement.Succeeded ? job.offerBut(before) : 0);
        });
    }

    /// A twin that succeeds takes the place of the first attempt before it does. One that ends in any other way costs the
    /// task nothing. Answers whether it goes on as the task's attempt.
    private boolean settleTwin(TaskRow row, Settlement settlement) {
        if (settlement instanceof Settlement.Succeeded) {
            row.passOn(((TaskState.Running) row.state()).tally(), table.now());
            return true;
        }
        row.part(table.now());
        return false;
    }

    private void apply(JobRow job, TaskRow row, Settlement settlement) {
        Instant now = table.now();
        TaskState.Running running = (TaskState.Running) row.state();
        switch (settlement) {
            case Settlement.Succeeded succeeded -> succeed(job, row, running, succeeded);
            case Settlement.Retried retried -> offerAgain(row, running, running.retried(now.plus(retried.after())));
            case Settlement.GaveUp gaveUp -> giveUp(job, row, running.failed(gaveUp.failure()), gaveUp.failure());
            case Settlement.Postponed postponed -> job.postpone(row, running, postponed.bytes(), now);
            case Settlement.HandedBack _ -> offerAgain(row, running, running.handedBack(now));
        }
    }

    /// To everybody, unless a twin is on it.
    private void offerAgain(TaskRow row, TaskState.Running running, TaskState.Ready next) {
        if (running.twin().isPresent()) {
            row.passOn(next.tally(), table.now());
        } else {
            row.attemptLost(table.now());
            row.moveTo(next);
        }
    }

    private void succeed(JobRow job, TaskRow row, TaskState.Running running, Settlement.Succeeded succeeded) {
        Instant now = table.now();
        row.part(now);
        row.attemptEnded(now);
        row.moveTo(running.succeeded(succeeded.product()));
        if (succeeded.product() instanceof Product.Probed probed) {
            job.probed(probed.source());
        }
        // Released before the graph grows, because new tasks count this one as done already.
        job.met(row.name(), now);
        succeeded.growth().ifPresent(growth -> {
            job.planned(growth.plan());
            job.grow(growth.tasks(), now);
        });
        if (succeeded.product() instanceof Product.Published published
                && job.state() instanceof JobState.Processing processing) {
            job.moveTo(processing.completed(now, published.outputs()));
            job.record(now, JobEvent.Type.COMPLETED, "");
        } else if (job.purpose() == Purpose.INSPECT && job.state() instanceof JobState.Processing processing) {
            job.moveTo(processing.completed(now, List.of()));
            job.record(now, JobEvent.Type.COMPLETED, "");
        } else {
            job.record(now, JobEvent.Type.PROGRESSED, row.name().value());
        }
    }

    private void giveUp(JobRow job, TaskRow row, TaskState.Failed failed, Failure failure) {
        row.attemptLost(table.now());
        row.moveTo(failed);
        job.fail(failure, table.now());
    }

    @Override
    public List<Task> of(TenantId tenant, JobId id) {
        return table.transaction(() -> table.job(tenant, id).map(JobRow::byRank).orElse(List.of()).stream()
                .map(TaskRow::task)
                .toList());
    }

    @Override
    public List<Ring> toRing(int max) {
        return table.transaction(() -> {
            List<Ring> rings = new ArrayList<>();
            for (JobRow job : table.oldestFirst()) {
                job.byRank().stream()
                        .filter(TaskRow::needsRing)
                        .filter(row -> isDue(row.state()))
                        .map(row -> new Ring(job.priorityClass(), row.task().id()))
                        .forEach(rings::add);
            }
            return List.copyOf(rings.subList(0, Math.min(max, rings.size())));
        });
    }

    private boolean isDue(TaskState state) {
        return state instanceof TaskState.Ready ready && !ready.notBefore().isAfter(table.now());
    }

    @Override
    public void rung(Collection<Ring> rings) {
        table.transaction(() -> {
            rings.forEach(ring -> table.job(ring.because().job())
                    .flatMap(job -> job.task(ring.because().name()))
                    .ifPresent(TaskRow::ringHeard));
            return rings.size();
        });
    }

    @Override
    public Expired expire(int max, Duration lease, RetryPolicy policy) {
        return table.transaction(() -> {
            if (table.now().isBefore(table.startedAt().plus(lease))) {
                return new Expired(0, List.of());
            }
            return interrupt(max, (_, expires) -> expires.isBefore(table.now()), policy);
        });
    }

    @Override
    public int forsake(WorkerId dead, RetryPolicy policy) {
        return table.transaction(
                () -> interrupt(Integer.MAX_VALUE, (lease, _) -> lease.worker().equals(dead), policy)
                        .leases());
    }

    private Expired interrupt(int max, BiPredicate<Lease, Instant> lost, RetryPolicy policy) {
        int interrupted = 0;
        List<Job> failed = new ArrayList<>();
        for (JobRow job : List.copyOf(table.oldestFirst())) {
            for (TaskRow row : job.byRank()) {
                if (interrupted < max && row.state() instanceof TaskState.Running running) {
                    interrupted += interrupt(job, row, running, lost, policy);
                    if (job.state() instanceof JobState.Failed && job.purpose() == Purpose.TRANSCODE) {
                        failed.add(job.snapshot());
                    }
                }
            }
        }
        return new Expired(interrupted, failed);
    }

    /// Ends those of its leases that are lost, and answers how many.
    private int interrupt(
            JobRow job, TaskRow row, TaskState.Running running, BiPredicate<Lease, Instant> lost, RetryPolicy policy) {
        int ended = 0;
        if (running.twin()
                .filter(twin -> lost.test(twin.lease(), twin.expires()))
                .isPresent()) {
            row.part(table.now());
            ended++;
        }
        if (lost.test(running.lease(), running.expires())) {
            interrupt(job, row, (TaskState.Running) row.state(), policy);
            ended++;
        }
        return ended;
    }

    private void interrupt(JobRow job, TaskRow row, TaskState.Running running, RetryPolicy policy) {
        Instant now = table.now();
        int interruptions = running.tally().interrupted().interruptions();
        Optional<Duration> delay = policy.delayAfterInterruption(interruptions, random.nextDouble());
        if (delay.isEmpty()) {
            giveUp(job, row, running.keptDying(policy.keptDying()), policy.keptDying());
        } else {
            offerAgain(row, running, running.interrupted(now.plus(delay.get())));
        }
    }

    @Override
    public List<QueueLoad> queue() {
        return table.transaction(
                () -> Arrays.stream(PriorityClass.values()).map(this::load).toList());
    }

    private QueueLoad load(PriorityClass priorityClass) {
        List<Duration> waits = table.oldestFirst().stream()
                .filter(job -> job.priorityClass() == priorityClass && !job.paused())
                .flatMap(job -> job.byRank().stream())
                .map(TaskRow::state)
                .filter(this::isDue)
                .limit(QueueLoad.MOST)
                .map(state -> Duration.between(((TaskState.Ready) state).notBefore(), table.now()))
                .toList();
        return new QueueLoad(
                priorityClass,
                waits.size(),
                waits.stream().max(Duration::compareTo).orElse(Duration.ZERO));
    }

    @Override
    public List<NeedLoad> needs() {
        return table.transaction(() -> table.oldestFirst().stream()
                .filter(job -> !job.paused())
                .flatMap(job -> job.byRank().stream()
                        .filter(row -> isDue(row.state()))
                        .map(row -> Need.of(row.task(), job.encoder())))
                .limit(QueueLoad.MOST)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .map(need -> new NeedLoad(need.getKey(), need.getValue()))
                .toList());
    }

    @Override
    public Backlog backlog() {
        return table.transaction(() -> {
            List<JobRow> open = table.oldestFirst().stream()
                    .filter(job -> job.purpose() == Purpose.TRANSCODE && !job.ended() && !job.paused())
                    .limit(Backlog.MOST)
                    .toList();
            List<JobRow> planned = open.stream().filter(JobRow::graphComplete).toList();
            return new Backlog(
                    planned.size(),
                    total(planned, JobRow::weightLeft),
                    total(planned, JobRow::weight),
                    open.size() - planned.size());
        });
    }

    private static Duration total(List<JobRow> jobs, ToDoubleFunction<JobRow> millis) {
        return Duration.ofMillis(Math.round(jobs.stream().mapToDouble(millis).sum()));
    }

    @Override
    public List<Garbage> garbage(int max, Duration age) {
        return table.transaction(() -> {
            List<Garbage> garbage = new ArrayList<>(table.tombstones());
            Instant before = table.now().minus(age);
            for (JobRow job : table.oldestFirst()) {
                for (TaskRow row : job.byRank()) {
                    row.lostAttempts().entrySet().stream()
                            .filter(attempt -> attempt.getValue().isBefore(before))
                            .map(attempt -> lost(job, row, attempt.getKey()))
                            .forEach(garbage::add);
                }
            }
            return List.copyOf(garbage.subList(0, Math.min(max, garbage.size())));
        });
    }

    private static Garbage lost(JobRow job, TaskRow row, Epoch epoch) {
        return new Garbage.LostAttempt(
                row.task().id(),
                epoch,
                StorageLayout.attempt(job.tenant(), row.task().id(), epoch));
    }

    @Override
    public void collected(Collection<Garbage> garbage) {
        table.transaction(() -> {
            for (Garbage piece : garbage) {
                switch (piece) {
                    case Garbage.DeletedJob deleted -> table.tombstones().remove(deleted);
                    case Garbage.LostAttempt lost ->
                        table.job(lost.task().job())
                                .flatMap(job -> job.task(lost.task().name()))
                                .ifPresent(row -> row.lostAttempts().remove(lost.epoch()));
                }
            }
            return garbage.size();
        });
    }

    private Optional<TaskRow> row(Lease lease) {
        return table.job(lease.task().job())
                .flatMap(job -> job.task(lease.task().name()));
    }
}
