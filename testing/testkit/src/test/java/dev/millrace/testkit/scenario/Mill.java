package dev.millrace.testkit.scenario;

import dev.millrace.application.announce.Announcer;
import dev.millrace.application.client.CancelJob;
import dev.millrace.application.client.DeleteJob;
import dev.millrace.application.client.NewJob;
import dev.millrace.application.client.RetryJob;
import dev.millrace.application.client.SubmitJob;
import dev.millrace.application.engine.Reconciler;
import dev.millrace.application.engine.TimeOrderedIds;
import dev.millrace.application.measure.Measures;
import dev.millrace.application.memory.MemoryPersistence;
import dev.millrace.application.memory.MemorySignalling;
import dev.millrace.application.port.Claimant;
import dev.millrace.application.port.Ids;
import dev.millrace.application.port.MediaTools;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.Signal;
import dev.millrace.application.port.Signalling;
import dev.millrace.application.source.SourceCache;
import dev.millrace.application.worker.AttemptLogs;
import dev.millrace.application.worker.PerformTask;
import dev.millrace.application.worker.Worker;
import dev.millrace.application.worker.WorkerSettings;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.plan.Fleet;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.WorkKind;
import dev.millrace.testkit.AdjustableClock;
import dev.millrace.testkit.MemoryMediaStore;
import dev.millrace.testkit.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Function;

/// A whole engine without threads: the test is its scheduler and its clock.
final class Mill {
    static final Duration SECOND = Duration.ofSeconds(1);

    final AdjustableClock clock = new AdjustableClock();
    final MemoryMediaStore media = new MemoryMediaStore();
    final Persistence persistence;
    final Signalling signalling = new MemorySignalling();
    final Reconciler reconciler;
    final WorkerSettings settings = WorkerSettings.standard("test", "1.0", 1);
    final List<Duration> pauses = new ArrayList<>();
    private final Random random = new Random(1);
    private final Ids ids = new TimeOrderedIds(clock, random);
    final Measures measures = new Measures(clock);
    private final AttemptLogs logs;
    private final Announcer announcer;
    private final MediaTools tools;
    private final SourceCache cache;
    private final Path attempts;

    Mill(MediaTools tools, Path scratch) {
        this(tools, scratch, Function.identity());
    }

    /// @param around lets a test put faults between the core and the memory
    Mill(MediaTools tools, Path scratch, Function<Persistence, Persistence> around) {
        this.tools = tools;
        this.cache = new SourceCache(media, scratch.resolve("sources"), new ByteSize(1000));
        this.attempts = scratch.resolve("attempts");
        this.persistence = around.apply(new MemoryPersistence(clock, random));
        this.logs = new AttemptLogs(persistence.attempts(), clock);
        this.announcer = new Announcer(persistence.tasks(), signalling, measures);
        this.reconciler = new Reconciler(
                        persistence.tasks(), media, announcer, RetryPolicy.STANDARD, settings.lease(), clock)
                .withLogs(logs);
        media.put(new ObjectKey("film.mp4"), new byte[] {1});
        clock.advance(Duration.ofMinutes(1));
    }

    SubmitJob.Answer submit(NewJob job) {
        return new SubmitJob(persistence, media, announcer, ids, clock, Integer.MAX_VALUE).submit(job);
    }

    JobId submit() {
        if (submit(NewJob.of("film.mp4").profile("test")) instanceof SubmitJob.Answer.Accepted accepted) {
            return accepted.job().id();
        }
        throw new AssertionError("the job was not accepted");
    }

    void cancel(JobId id) {
        new CancelJob(persistence.jobs(), announcer).cancel(TenantId.DEFAULT, id);
    }

    void retry(JobId id) {
        new RetryJob(persistence.jobs(), announcer).retry(TenantId.DEFAULT, id);
    }

    void delete(JobId id) {
        new DeleteJob(persistence.jobs(), announcer).delete(TenantId.DEFAULT, id);
    }

    Job job(JobId id) {
        return persistence.jobs().find(TenantId.DEFAULT, id).orElseThrow();
    }

    List<Task> tasks(JobId id) {
        return persistence.tasks().of(TenantId.DEFAULT, id);
    }

    /// A worker like a process of its own.
    Worker aWorker() {
        return aWorker(settings);
    }

    /// The same with settings of its own.
    Worker aWorker(WorkerSettings its) {
        Worker worker = aDeafWorker(its);
        signalling.signals().listen(signal -> {
            if (signal instanceof Signal.JobStopped stopped) {
                worker.stop(stopped.job());
            }
        });
        return worker;
    }

    /// A worker that is told of nothing, like one that dies.
    Worker aDeafWorker() {
        return aDeafWorker(settings);
    }

    private Worker aDeafWorker(WorkerSettings its) {
        return new Worker(
                its,
                new Claimant(
                        ids.worker(),
                        EnumSet.allOf(WorkKind.class),
                        tools.transcoder().capabilities().encoder(),
                        OptionalInt.empty()),
                measures,
                persistence,
                signalling.queue(),
                announcer,
                new PerformTask(
                        media,
                        cache,
                        Optional.empty(),
                        tools,
                        Samples.PLANNER,
                        () -> Fleet.UNKNOWN,
                        RetryPolicy.STANDARD,
                        random,
                        attempts),
                logs,
                length -> {
                    pauses.add(length);
                    clock.advance(length);
                });
    }

    /// Where attempts keep their files while they run.
    Path attempts() {
        return attempts;
    }

    /// Lets a worker work until nothing is ready.
    void runDry(Worker worker) throws InterruptedException {
        boolean worked;
        do {
            worked = worker.workOnce();
        } while (worked);
    }

    /// Moves the clock in steps of one sweep, as the sweeping thread would.
    void pass(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minus(settings.sweep())) {
            clock.advance(settings.sweep());
            reconciler.sweep();
        }
    }
}
