package dev.millrace.application.memory;

import dev.millrace.application.port.Idempotency;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobEvent;
import dev.millrace.domain.job.JobState;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.job.Priority;
import dev.millrace.domain.job.PriorityClass;
import dev.millrace.domain.job.Purpose;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.work.Arrival;
import dev.millrace.domain.work.EncoderFingerprint;
import dev.millrace.domain.work.Epoch;
import dev.millrace.domain.work.NewTask;
import dev.millrace.domain.work.Phase;
import dev.millrace.domain.work.Tally;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.WorkKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// A job, its graph and its history.
final class JobRow {
    private final Job submitted;
    private final Optional<Idempotency> once;
    private JobState state;
    private Optional<Arrival> arrival;
    private Instant lookedAt = Instant.MIN;
    private Priority priority;
    private boolean paused;
    private Optional<Instant> startedAt = Optional.empty();
    private Optional<SourceInfo> source = Optional.empty();
    private Optional<Plan> plan = Optional.empty();
    private Optional<EncoderFingerprint> encoder = Optional.empty();
    private long version;
    private long served;
    private final Map<TaskName, TaskRow> tasks = new HashMap<>();
    private final List<JobEvent> events = new ArrayList<>();
    private final Table table;

    JobRow(Table table, Job submitted, Optional<Idempotency> once, long served, Instant now) {
        this.table = table;
        this.submitted = submitted;
        this.once = once;
        this.served = served;
        this.state = submitted.state();
        this.arrival = submitted.arrival();
        this.priority = submitted.priority();
        record(now, JobEvent.Type.QUEUED, "");
    }

    JobId id() {
        return submitted.id();
    }

    Instant createdAt() {
        return submitted.createdAt();
    }

    Purpose purpose() {
        return submitted.purpose();
    }

    TenantId tenant() {
        return submitted.tenant();
    }

    PriorityClass priorityClass() {
        return priority.priorityClass();
    }

    JobState state() {
        return state;
    }

    Optional<EncoderFingerprint> encoder() {
        return encoder;
    }

    Optional<Idempotency> once() {
        return once;
    }

    /// A job that is over is paused no more.
    boolean paused() {
        return paused && !ended();
    }

    void pause() {
        paused = true;
    }

    /// Everything that is ready must be announced again, for its ring may have been heard in vain.
    void resume() {
        paused = false;
        tasks.values().forEach(TaskRow::ringUnheard);
    }

    /// @param beside where it stands among the jobs of its new class
    void prioritize(Priority wanted, long beside) {
        priority = wanted;
        served = beside;
        tasks.values().forEach(TaskRow::ringUnheard);
    }

    long served() {
        return served;
    }

    /// @param least how often the least served of the other jobs that wait was served
    void serve(long least) {
        served = Math.max(served + 1, least);
    }

    /// Whether it has a ready task that workers may be given.
    boolean waits() {
        return !offered().isEmpty();
    }

    /// Its ready tasks that workers may be given.
    Set<TaskRow> offered() {
        return paused()
                ? Set.of()
                : tasks.values().stream()
                        .filter(row -> row.state() instanceof TaskState.Ready)
                        .collect(Collectors.toSet());
    }

    /// Counts what it offers beyond what it offered before, which is left to the caller to ring for.
    int offerBut(Set<TaskRow> before) {
        List<TaskRow> fresh =
                offered().stream().filter(row -> !before.contains(row)).toList();
        fresh.forEach(TaskRow::ringHeard);
        return fresh.size();
    }

    List<JobEvent> events() {
        return events;
    }

    Optional<TaskRow> task(TaskName name) {
        return Optional.ofNullable(tasks.get(name));
    }

    List<TaskRow> byRank() {
        return tasks.values().stream()
                .sorted(Comparator.comparingInt((TaskRow row) -> row.task().rank())
                        .thenComparing(row -> row.name().value()))
                .toList();
    }

    boolean ended() {
        return state.status().terminal();
    }

    /// The job as clients see it, its progress computed from its tasks.
    Job snapshot() {
        return new Job(
                submitted.id(),
                submitted.tenant(),
                submitted.purpose(),
                submitted.input(),
                arrival,
                submitted.profile(),
                priority,
                paused(),
                state,
                submitted.createdAt(),
                startedAt,
                source,
                plan,
                encoder,
                progress(),
                version);
    }

    void grow(Collection<NewTask> added, Instant now) {
        for (NewTask task : added) {
            if (!tasks.containsKey(task.name())) {
                int unmet = unmet(task.needs()) + (lies(task.bytes()) ? 0 : 1);
                TaskState state = unmet == 0 ? new TaskState.Ready(Tally.NONE, now) : new TaskState.Waiting(unmet);
                TaskId id = new TaskId(id(), task.name());
                tasks.put(
                        task.name(),
                        new TaskRow(
                                new Task(
                                        id,
                                        task.work(),
                                        task.needs(),
                                        task.rank(),
                                        task.weight(),
                                        Epoch.NONE,
                                        state,
                                        Optional.empty()),
                                task.bytes()));
            }
        }
    }

    /// Tasks that waited for this one wait for one less.
    void met(TaskName done, Instant now) {
        for (TaskRow row : tasks.values()) {
            if (row.task().needs().contains(done)) {
                release(row, now);
            }
        }
    }

    Optional<Arrival> arrival() {
        return arrival;
    }

    Instant lookedAt() {
        return lookedAt;
    }

    void lookedAt(Instant now) {
        lookedAt = now;
    }

    /// More of the source is there: tasks that waited for no more of it wait for one thing less.
    ///
    /// @param now how far it has come; empty for whole
    void arrived(Optional<Arrival> further, Instant now) {
        List<TaskRow> waiting =
                tasks.values().stream().filter(row -> !lies(row.bytes())).toList();
        arrival = further;
        waiting.stream().filter(row -> lies(row.bytes())).forEach(row -> release(row, now));
    }

    /// Whether so much of the source's beginning can be read.
    private boolean lies(long bytes) {
        return arrival.isEmpty() || bytes <= arrival.get().bytes();
    }

    /// It needs more of the source than it was known to need; that may have come meanwhile.
    void postpone(TaskRow row, TaskState.Running running, long bytes, Instant now) {
        row.attemptLost(now);
        row.needs(bytes);
        TaskState.Waiting waiting = running.postponed();
        row.moveTo(lies(bytes) ? waiting.released(now) : waiting);
    }

    private static void release(TaskRow row, Instant now) {
        if (row.state() instanceof TaskState.Waiting waiting) {
            row.moveTo(waiting.unmet() == 1 ? waiting.released(now) : waiting.met());
        }
    }

    void claimed(Phase phase, Instant now) {
        switch (state) {
            case JobState.Queued queued -> {
                state = queued.started(phase);
                startedAt = startedAt.or(() -> Optional.of(now));
                record(now, JobEvent.Type.STARTED, "");
            }
            case JobState.Processing processing -> state = processing.reached(phase);
            case JobState.Completed _, JobState.Failed _, JobState.Canceled _ ->
                throw new IllegalStateException("a task of a job that is over was claimed");
        }
    }

    void pin(EncoderFingerprint fingerprint) {
        encoder = Optional.of(fingerprint);
    }

    void probed(SourceInfo found) {
        source = Optional.of(found);
    }

    void planned(Plan made) {
        plan = Optional.of(made);
    }

    void moveTo(JobState next) {
        state = next;
    }

    /// Ends the job as failed, and all tasks that are not done with it.
    void fail(Failure failure, Instant now) {
        switch (state) {
            case JobState.Queued queued -> end(queued.failed(now, failure), now);
            case JobState.Processing processing -> end(processing.failed(now, failure), now);
            case JobState.Completed _, JobState.Failed _, JobState.Canceled _ -> {}
        }
    }

    private void end(JobState.Failed failed, Instant now) {
        moveTo(failed);
        cancelTasks(now);
        record(now, JobEvent.Type.FAILED, failed.failure().code().word());
    }

    void cancelTasks(Instant now) {
        for (TaskRow row : tasks.values()) {
            row.attemptLost(now);
            switch (row.state()) {
                case TaskState.Waiting waiting -> row.moveTo(waiting.canceled());
                case TaskState.Ready ready -> row.moveTo(ready.canceled());
                case TaskState.Running running -> row.moveTo(running.canceled());
                case TaskState.Done _, TaskState.Failed _, TaskState.Canceled _ -> {}
            }
        }
    }

    /// Everything that is not done starts anew.
    void reopenTasks(Instant now) {
        paused = false;
        for (TaskRow row : tasks.values()) {
            int unmet = unmet(row.task().needs()) + (lies(row.bytes()) ? 0 : 1);
            switch (row.state()) {
                case TaskState.Failed failed -> row.moveTo(failed.reopened(now));
                case TaskState.Canceled canceled ->
                    row.moveTo(unmet == 0 ? canceled.reopened(now) : canceled.parked(unmet));
                case TaskState.Waiting _, TaskState.Ready _, TaskState.Running _, TaskState.Done _ -> {}
            }
        }
    }

    void record(Instant now, JobEvent.Type type, String detail) {
        version++;
        JobEvent event = new JobEvent(id(), version, now, type, detail);
        events.add(event);
        table.happened(this, event);
    }

    private int unmet(Set<TaskName> needs) {
        return (int) needs.stream()
                .filter(name -> !task(name).map(TaskRow::isDone).orElse(false))
                .count();
    }

    /// Known once the graph has its last task; before, the amount of work is not.
    private OptionalDouble progress() {
        if (state.status() == JobStatus.COMPLETED) {
            return OptionalDouble.of(1);
        }
        return graphComplete() ? OptionalDouble.of((weight() - weightLeft()) / weight()) : OptionalDouble.empty();
    }

    boolean graphComplete() {
        return tasks.values().stream().anyMatch(row -> row.task().work().kind() == WorkKind.PUBLISH);
    }

    double weight() {
        return tasks.values().stream().mapToDouble(row -> row.task().weight()).sum();
    }

    double weightLeft() {
        return tasks.values().stream()
                .mapToDouble(row -> row.task().weight() * (1 - share(row.state())))
                .sum();
    }

    private static double share(TaskState state) {
        return switch (state) {
            case TaskState.Done _ -> 1;
            case TaskState.Running running -> running.progress();
            case TaskState.Waiting _, TaskState.Ready _, TaskState.Failed _, TaskState.Canceled _ -> 0;
        };
    }
}
