package dev.millrace.adapter.postgres;

import dev.millrace.application.port.Settled;
import dev.millrace.application.port.Settlement;
import dev.millrace.domain.delivery.Output;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.work.Lease;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.TaskState;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Ends an attempt. One that worked ends by a call of the database, `millrace.settle`; the others, and those that lost
/// their lease, are looked at more closely.
final class Settling {

    private final Transactions transactions;
    private final TaskRepository tasks;
    private final JobBook book;
    private final LostAttempts lostAttempts;
    private final TaskReader reader;
    private final StoredJson json;
    private final Clock clock;
    private final String noOutputs;

    Settling(
            Transactions transactions,
            Repositories repositories,
            JobBook book,
            LostAttempts lostAttempts,
            TaskReader reader,
            StoredJson json,
            Clock clock) {
        this.transactions = transactions;
        this.tasks = repositories.tasks();
        this.book = book;
        this.lostAttempts = lostAttempts;
        this.reader = reader;
        this.json = json;
        this.clock = clock;
        this.noOutputs = outputs(List.of());
    }

    Settled settle(Lease lease, Settlement settlement) {
        if (settlement instanceof Settlement.Succeeded succeeded) {
            OptionalInt ready = succeed(lease, succeeded);
            if (ready.isPresent()) {
                return new Settled.Accepted(ready.getAsInt());
            }
        }
        return transactions.in(() -> lookCloser(lease, settlement));
    }

    /// How many tasks became ready; empty when the lease did not hold.
    private OptionalInt succeed(Lease lease, Settlement.Succeeded succeeded) {
        SettleCall.Left left = left(succeeded);
        Instant moment = clock.instant().truncatedTo(ChronoUnit.MICROS); // as stored
        return transactions.alone(connection -> SettleCall.on(connection, lease, left, noOutputs, moment));
    }

    private SettleCall.Left left(Settlement.Succeeded succeeded) {
        Product product = succeeded.product();
        Optional<Settlement.Growth> growth = succeeded.growth();
        return new SettleCall.Left(
                json.write(Product.class, product),
                product instanceof Product.Probed probed ? json.write(SourceInfo.class, probed.source()) : null,
                growth.map(grown -> json.write(Plan.class, grown.plan())).orElse(null),
                growth.map(grown -> reader.rows(grown.tasks())).orElse(null),
                product instanceof Product.Published published ? outputs(published.outputs()) : null);
    }

    private String outputs(List<Output> outputs) {
        return json.write(JobReader.Outputs.class, new JobReader.Outputs(outputs));
    }

    private Settled lookCloser(Lease lease, Settlement settlement) {
        Optional<LockedJob> job = book.lockLeased(lease.task().job());
        if (job.isEmpty()) {
            return new Settled.Stale();
        }
        if (settlement instanceof Settlement.GaveUp) {
            tasks.lockUnfinished(job.get().tenant(), job.get().id()); // all of them, in order, before any
        }
        return tasks.lock(
                        job.get().tenant(), job.get().id(), lease.task().name().value())
                .map(task -> settle(job.get(), task, lease, settlement))
                .orElse(new Settled.Stale());
    }

    /// The answer to an earlier call may have been lost, so the epoch that settled is remembered.
    private Settled settle(LockedJob job, TaskRow task, Lease lease, Settlement settlement) {
        if (task.settledEpoch() == lease.epoch().value()) {
            return new Settled.AlreadyByThisEpoch();
        }
        if (!(reader.state(task) instanceof TaskState.Running running)) {
            lostAttempts.stopped(job, task, lease.epoch().value());
            return new Settled.Stale();
        }
        if (running.twin().filter(twin -> twin.lease().equals(lease)).isPresent()) {
            lostAttempts.part(job, task); // in vain, or it would have been settled already
            return new Settled.Accepted(0);
        }
        if (!running.lease().equals(lease)) {
            lostAttempts.stopped(job, task, lease.epoch().value());
            return new Settled.Stale();
        }
        switch (settlement) {
            case Settlement.Succeeded _ ->
                throw new IllegalStateException("a task that runs under this lease could not be settled");
            case Settlement.Retried retried ->
                lostAttempts.offerAgain(job, task, running.retried(tasks.clock().plus(retried.after())), task.epoch());
            case Settlement.GaveUp gaveUp ->
                lostAttempts.giveUp(job, task, running.failed(gaveUp.failure()), task.epoch());
            case Settlement.Postponed postponed -> lostAttempts.postpone(job, task, postponed.bytes());
            case Settlement.HandedBack _ ->
                lostAttempts.offerAgain(job, task, running.handedBack(tasks.clock()), task.epoch());
        }
        book.save(job);
        return new Settled.Accepted(0);
    }
}
