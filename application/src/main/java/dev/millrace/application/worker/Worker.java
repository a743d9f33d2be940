package dev.millrace.application.worker;

import dev.millrace.application.announce.Announcer;
import dev.millrace.application.measure.Measures;
import dev.millrace.application.port.Claim;
import dev.millrace.application.port.Claimant;
import dev.millrace.application.port.Heartbeat;
import dev.millrace.application.port.Pause;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.application.port.Pulse;
import dev.millrace.application.port.Settled;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.port.TaskQueue;
import dev.millrace.application.port.WorkerCard;
import dev.millrace.application.port.WorkerState;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.work.Abilities;
import dev.millrace.domain.work.Lease;
import dev.millrace.domain.work.Product;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Claims tasks, performs them, tells that they are alive, and settles them.
///
/// It owns no thread. Whoever runs it calls [#work] on one thread for each slot and [#beat] on another.
public final class Worker {
    private static final System.Logger LOG = System.getLogger(Worker.class.getName());
    private static final Duration BEFORE_SETTLING_AGAIN = Duration.ofSeconds(1);

    private final WorkerSettings settings;
    private final Claimant claimant;
    private final Measures measures;
    private final Persistence persistence;
    private final TaskQueue queue;
    private final Announcer announcer;
    private final PerformTask performTask;
    private final AttemptLogs logs;
    private final Pause pause;
    private final Set<RunningTask> running = ConcurrentHashMap.newKeySet();
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicInteger slotsAtWork = new AtomicInteger();
    private volatile boolean draining;

    /// @param settings how it behaves
    /// @param claimant who it is and what it can do
    /// @param measures counts its attempts
    /// @param persistence where it claims and settles
    /// @param queue wakes it
    /// @param announcer tells others what it changed
    /// @param performTask does the work
    /// @param logs keeps what is said meanwhile
    /// @param pause between attempts to reach a persistence that is away
    public Worker(
            WorkerSettings settings,
            Claimant claimant,
            Measures measures,
            Persistence persistence,
            TaskQueue queue,
            Announcer announcer,
            PerformTask performTask,
            AttemptLogs logs,
            Pause pause) {
        this.settings = settings;
        this.claimant = claimant;
        this.measures = measures;
        this.persistence = persistence;
        this.queue = queue;
        this.announcer = announcer;
        this.performTask = performTask;
        this.logs = logs;
        this.pause = pause;
    }

    /// Works until it drains or the thread is interrupted. After a task it claims again before it waits for the bell; a
    /// wait ends in a look at the latest after one sweep, so a lost ring costs no more than that.
    public void work() throws InterruptedException {
        slotsAtWork.incrementAndGet();
        try {
            workUntilDrained();
        } finally {
            slotsAtWork.decrementAndGet();
        }
    }

    private void workUntilDrained() throws InterruptedException {
        while (!draining) {
            boolean worked = false;
            try {
                worked = workOnce();
            } catch (PersistenceUnavailable away) {
                LOG.log(System.Logger.Level.WARNING, "No task could be claimed: {0}", away.getMessage());
            } catch (RuntimeException fault) {
                LOG.log(System.Logger.Level.ERROR, "A slot failed by a fault of Millrace and goes on", fault);
            }
            if (!worked) {
                waitForBell();
            }
        }
    }

    private void waitForBell() throws InterruptedException {
        waiting.add(Thread.currentThread());
        try {
            if (!draining) {
                queue.await(claimant.worker(), settings.sweep());
            }
        } finally {
            waiting.remove(Thread.currentThread());
        }
    }

    /// Claims one task, performs and settles it on this thread; where none is ready, one that another worker is far too slow
    /// at. Answers false when there was none either.
    ///
    /// @throws PersistenceUnavailable when nothing could be claimed
    /// @throws InterruptedException when the thread was interrupted from outside; a task it was on is handed back
    public boolean workOnce() throws InterruptedException {
        Optional<Claim> claim =
                persistence.tasks().claim(claimant, settings.lease()).or(this::twin);
        if (claim.isEmpty()) {
            return false;
        }
        RunningTask task = new RunningTask(claim.get().lease());
        running.add(task);
        try {
            announcer.changed(claim.get().job());
            run(claim.get(), task);
        } finally {
            running.remove(task);
        }
        return true;
    }

    /// Nothing is ready: there may be a chunk that another worker is slow at.
    private Optional<Claim> twin() {
        return settings.twins().flatMap(policy -> persistence.tasks().twin(claimant, settings.lease(), policy));
    }

    private void run(Claim claim, RunningTask task) throws InterruptedException {
        Measures.Attempt attempt = measures.attempt(claim);
        AttemptLog log = logs.begin(claim, claimant.worker());
        Settlement settlement;
        RunningTask.Stop stop;
        try {
            settlement = log.during(() -> performTask.perform(claim, task::progressed));
            stop = task.finish();
            if (stop == RunningTask.Stop.HAND_BACK && !(settlement instanceof Settlement.Succeeded)) {
                // It was told to stop, and whatever it met then (a file closed under its hands) was because of that.
                settlement = new Settlement.HandedBack();
            }
        } catch (InterruptedException stopped) {
            settlement = new Settlement.HandedBack();
            stop = task.finish();
            if (stop == RunningTask.Stop.NOT) {
                handBackOnce(claim.lease(), attempt);
                throw stopped;
            }
        }
        if (stop == RunningTask.Stop.LOST) {
            attempt.lost();
            logs.lost(claim, log);
            sayThatItStopped(claim.lease());
        } else {
            logs.failing(claim, log, settlement);
            settle(claim, settlement, attempt, log);
        }
    }

    /// The attempt writes no more from now on. It may have written after the collector cleaned up behind it, when this
    /// process stood still for long, so the collector is to come once more.
    private void sayThatItStopped(Lease lease) {
        try {
            persistence.tasks().settle(lease, new Settlement.HandedBack());
        } catch (PersistenceUnavailable away) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "{0} may have left something behind: {1}",
                    lease.task(),
                    away.getMessage());
        }
    }

    /// Settles however long it takes: while the persistence is away the finished work is kept.
    private void settle(Claim claim, Settlement settlement, Measures.Attempt attempt, AttemptLog log)
            throws InterruptedException {
        while (true) {
            try {
                Settled settled = persistence.tasks().settle(claim.lease(), settlement);
                if (settled instanceof Settled.Stale) {
                    LOG.log(
                            System.Logger.Level.INFO,
                            "{0} was taken over; its result is dropped",
                            claim.lease().task());
                    attempt.lost();
                    logs.lost(claim, log);
                    return;
                }
                attempt.settled(settlement);
                logs.settled(claim, log, settlement);
                announce(claim, settlement);
                ring(claim, settlement, settled);
                return;
            } catch (PersistenceUnavailable away) {
                LOG.log(System.Logger.Level.WARNING, "A task could not be settled yet: {0}", away.getMessage());
                pause.pause(BEFORE_SETTLING_AGAIN);
            }
        }
    }

    private void announce(Claim claim, Settlement settlement) {
        switch (settlement) {
            case Settlement.GaveUp _ -> announcer.ended(claim.job(), JobStatus.FAILED);
            case Settlement.Succeeded succeeded
            when succeeded.product() instanceof Product.Published -> announcer.ended(claim.job(), JobStatus.COMPLETED);
            case Settlement.Succeeded _, Settlement.Retried _, Settlement.Postponed _, Settlement.HandedBack _ ->
                announcer.changed(claim.job());
        }
    }

    private void ring(Claim claim, Settlement settlement, Settled settled) {
        if (settlement instanceof Settlement.Succeeded && settled instanceof Settled.Accepted accepted) {
            announcer.succeeded(claim.job(), claim.lease().task().name(), accepted);
        } else {
            announcer.tryToRing();
        }
    }

    private void handBackOnce(Lease lease, Measures.Attempt attempt) {
        try {
            Settlement handedBack = new Settlement.HandedBack();
            persistence.tasks().settle(lease, handedBack);
            attempt.settled(handedBack);
            announcer.ringReady();
        } catch (PersistenceUnavailable away) {
            LOG.log(System.Logger.Level.WARNING, "{0} could not be handed back; its lease will run out", lease.task());
        }
    }

    /// Says that it is alive and renews all leases, in one go, and stops tasks whose lease is lost. That the persistence is
    /// away proves nothing: the tasks go on, and a lease that ran out meanwhile is still renewed unless somebody else
    /// claimed it.
    public void beat() {
        try {
            List<Heartbeat> heartbeats =
                    running.stream().map(RunningTask::heartbeat).toList();
            Pulse pulse = persistence.workers().beat(card(), heartbeats, settings.lease());
            Set<Lease> asked =
                    Set.copyOf(heartbeats.stream().map(Heartbeat::lease).toList());
            running.stream()
                    .filter(task -> asked.contains(task.lease()))
                    .filter(task -> !pulse.held().contains(task.lease()))
                    .forEach(task -> task.stop(RunningTask.Stop.LOST));
            if (pulse.drain()) {
                askedToDrain();
            }
        } catch (PersistenceUnavailable away) {
            LOG.log(System.Logger.Level.WARNING, "No heartbeat: {0}", away.getMessage());
        }
    }

    /// The same for a worker that an operator wants to be idle: it ends what it has and stays, so that whatever restarts
    /// processes that end has no reason to start another one in its place.
    public void drain(WorkerId asked) {
        if (asked.equals(claimant.worker())) {
            askedToDrain();
        }
    }

    private void askedToDrain() {
        if (!draining) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "This worker was asked to drain: it claims nothing more and stays until it is stopped");
        }
        drain();
    }

    /// Stops all tasks of a job whose leases are void.
    public void stop(JobId job) {
        running.stream()
                .filter(task -> task.lease().task().job().equals(job))
                .forEach(task -> task.stop(RunningTask.Stop.LOST));
    }

    /// Claims nothing more. What runs goes on; threads that wait for the bell end at once.
    public void drain() {
        draining = true;
        waiting.forEach(Thread::interrupt);
    }

    /// Stops what runs; each task is handed back, which costs it nothing.
    public void handBack() {
        running.forEach(task -> task.stop(RunningTask.Stop.HAND_BACK));
    }

    /// Says that it ended, and how its last attempts went.
    public void leave() {
        try {
            logs.write();
            persistence.workers().gone(claimant.worker());
        } catch (PersistenceUnavailable away) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "The registry will forget this worker by itself: {0}",
                    away.getMessage());
        }
    }

    private WorkerCard card() {
        return new WorkerCard(
                claimant.worker(),
                settings.host(),
                settings.version(),
                settings.slots(),
                measures.since(),
                state(),
                measures.pace(),
                Optional.of(new Abilities(claimant.kinds(), claimant.encoder())));
    }

    /// A slot that is about to claim, or has a task, has not left yet.
    private WorkerState state() {
        if (!draining) {
            return WorkerState.WORKING;
        }
        return slotsAtWork.get() == 0 ? WorkerState.DRAINED : WorkerState.DRAINING;
    }
}
