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
import dev.millrace.domain.job.PriorityClass;
import dev.millrace.domain.job.Purpose;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.Plan;
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

/// A job, its graph and its history.
final class JobRow {
    private final Job submitted;
    private final Optional<Idempotency> once;
    private JobState state;
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
        return submitted.priority().priorityClass();
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

    long served() {
        return served;
    }

    void serve() {
        served++;
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
                submitted.profile(),
                submitted.priority(),
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
                int unmet = unmet(task.needs());
                TaskState state = unmet == 0 ? new TaskState.Ready(Tally.NONE, now) : new TaskState.Waiting(unmet);
                TaskId id = new TaskId(id(), task.name());
                tasks.put(
                        task.name(),
                        new TaskRow(new Task(
                                id,
                                task.work(),
                                task.needs(),
                                task.rank(),
                                task.weight(),
                                Epoch.NONE,
                                state,
                                Optional.empty())));
            }
        }
    }

    /// Tasks that waited for this one wait for one less.
    void met(TaskName done, Instant now) {
        for (TaskRow row : tasks.values()) {
            if (row.state() instanceof TaskState.Waiting waiting
                    && row.task().needs().contains(done)) {
                row.moveTo(waiting.unmet() == 1 ? waiting.released(now) : waiting.met());
            }
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
        if (state instanceof JobState.Processing processing) {
            moveTo(processing.failed(now, failure));
            cancelTasks(now);
            record(now, JobEvent.Type.FAILED, failure.code().word());
        }
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
        for (TaskRow row : tasks.values()) {
            int unmet = unmet(row.task().needs());
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
        if (tasks.values().stream().noneMatch(row -> row.task().work().kind() == WorkKind.PUBLISH)) {
            return OptionalDouble.empty();
        }
        double done = 0;
        double all = 0;
        for (TaskRow row : tasks.values()) {
            long weight = row.task().weight();
            all += weight;
            done += weight * share(row.state());
        }
        return OptionalDouble.of(done / all);
    }

    private static double share(TaskState state) {
        return switch (state) {
            case TaskState.Done _ -> 1;
            case TaskState.Running running -> running.progress();
            case TaskState.Waiting _, TaskState.Ready _, TaskState.Failed _, TaskState.Canceled _ -> 0;
        };
    }
}
