package dev.millrace.adapter.postgres;

import dev.millrace.application.port.Settled;
import dev.millrace.application.port.Settlement;
import dev.millrace.domain.job.JobEvent;
import dev.millrace.domain.job.JobState;
import dev.millrace.domain.job.Purpose;
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

/// Ends an attempt. Most end by one call of the database; the others are looked at more closely.
final class Settling {

    private final Transactions transactions;
    private final JobRepository jobs;
    private final TaskRepository tasks;
    private final JobBook book;
    private final LostAttempts lostAttempts;
    private final TaskReader reader;
    private final StoredJson json;
    private final Clock clock;

    Settling(
            Transactions transactions,
            Repositories repositories,
            JobBook book,
            LostAttempts lostAttempts,
            TaskReader reader,
            StoredJson json,
            Clock clock) {
        this.transactions = transactions;
        this.jobs = repositories.jobs();
        this.tasks = repositories.tasks();
        this.book = book;
        this.lostAttempts = lostAttempts;
        this.reader = reader;
        this.json = json;
        this.clock = clock;
    }

    Settled settle(Lease lease, Settlement settlement) {
        if (settlement instanceof Settlement.Succeeded succeeded
                && isPlain(succeeded)
                && settledAtOnce(lease, succeeded)) {
            return Settled.ACCEPTED;
        }
        return transactions.in(() -> lookCloser(lease, settlement));
    }

    /// Whether it changes nothing of its job but what waited for it.
    private static boolean isPlain(Settlement.Succeeded succeeded) {
        return succeeded.growth().isEmpty()
                && !(succeeded.product() instanceof Product.Probed)
                && !(succeeded.product() instanceof Product.Published);
    }

    private boolean settledAtOnce(Lease lease, Settlement.Succeeded succeeded) {
        String product = json.write(Product.class, succeeded.product());
        Instant moment = clock.instant().truncatedTo(ChronoUnit.MICROS); // as stored
        return transactions
                .alone(connection -> SettleCall.on(connection, lease, product, moment))
                .isPresent();
    }

    private Settled lookCloser(Lease lease, Settlement settlement) {
        Optional<LockedJob> job = book.lockLeased(lease.task().job());
        if (job.isEmpty()) {
            return Settled.STALE;
        }
        if (settlement instanceof Settlement.GaveUp) {
            tasks.lockUnfinished(job.get().tenant(), job.get().id()); // all of them, in order, before any
        }
        return tasks.lock(
                        job.get().tenant(), job.get().id(), lease.task().name().value())
                .map(task -> settle(job.get(), task, lease, settlement))
                .orElse(Settled.STALE);
    }

    /// The answer to an earlier call may have been lost, so the epoch that settled is remembered.
    private Settled settle(LockedJob job, TaskRow task, Lease lease, Settlement settlement) {
        if (task.settledEpoch() == lease.epoch().value()) {
            return Settled.ALREADY_BY_THIS_EPOCH;
        }
        if (!(reader.state(task) instanceof TaskState.Running running)
                || !running.lease().equals(lease)) {
            lostAttempts.stopped(job, task, lease.epoch().value());
            return Settled.STALE;
        }
        switch (settlement) {
            case Settlement.Succeeded succeeded -> succeed(job, task, running, succeeded);
            case Settlement.Retried retried ->
                lostAttempts.offerAgain(job, task, running.retried(tasks.clock().plus(retried.after())), task.epoch());
            case Settlement.GaveUp gaveUp ->
                lostAttempts.giveUp(job, task, running.failed(gaveUp.failure()), task.epoch());
            case Settlement.HandedBack _ ->
                lostAttempts.offerAgain(job, task, running.handedBack(tasks.clock()), task.epoch());
        }
        book.save(job);
        return Settled.ACCEPTED;
    }

    private void succeed(LockedJob job, TaskRow task, TaskState.Running running, Settlement.Succeeded succeeded) {
        Product product = running.succeeded(succeeded.product()).product();
        tasks.done(job.tenant(), job.id(), task.name(), json.write(Product.class, product));
        tasks.met(job.tenant(), job.id(), task.name());
        if (product instanceof Product.Probed probed) {
            jobs.probed(job.tenant(), job.id(), json.write(SourceInfo.class, probed.source()));
        }
        succeeded.growth().ifPresent(growth -> {
            jobs.planned(job.tenant(), job.id(), json.write(Plan.class, growth.plan()));
            tasks.insert(job.tenant(), job.id(), reader.rows(growth.tasks()));
        });
        if (product instanceof Product.Published published && job.state() instanceof JobState.Processing processing) {
            job.happened(processing.completed(job.now(), published.outputs()), JobEvent.Type.COMPLETED, "");
        } else if (JobReader.purpose(job.row()) == Purpose.INSPECT
                && job.state() instanceof JobState.Processing processing) {
            job.happened(processing.completed(job.now(), List.of()), JobEvent.Type.COMPLETED, "");
        } else {
            job.progressed(task.name());
        }
    }
}
