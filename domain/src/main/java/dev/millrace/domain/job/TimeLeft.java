package dev.millrace.domain.job;

import dev.millrace.domain.work.LatestAttempt;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.WorkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How long a job will still take, judged by what its workers did so far.
///
/// The measure is the weight that was encoded in a second of wall time in which at least one chunk of the job was being
/// encoded. Time in which the job only waited doesn't count, so that neither a queue nor a night before a retry spoils
/// the estimate, and chunks encoded side by side count side by side.
final class TimeLeft {
    /// Less than this says nothing: encoders take a while until they run evenly.
    private static final Duration SHORTEST_BASIS = Duration.ofSeconds(3);

    private final List<Task> tasks;
    private final Instant now;

    private TimeLeft(List<Task> tasks, Instant now) {
        this.tasks = tasks;
        this.now = now;
    }

    /// Empty unless the amount of work is known and enough of it was done to judge by, and while the job is paused.
    static Optional<Duration> of(Job job, List<Task> tasks, Instant now) {
        if (job.status() != JobStatus.PROCESSING
                || job.paused()
                || job.progress().isEmpty()) {
            return Optional.empty();
        }
        return new TimeLeft(tasks, now).estimate();
    }

    private Optional<Duration> estimate() {
        List<Task> encoding = tasks.stream()
                .filter(task -> task.work().kind() == WorkKind.ENCODE_CHUNK)
                .filter(task -> task.state() instanceof TaskState.Done || task.state() instanceof TaskState.Running)
                .toList();
        Duration busy = busy(encoding);
        double done = encoding.stream().mapToDouble(TimeLeft::done).sum();
        double left =
                tasks.stream().mapToDouble(task -> task.weight() - done(task)).sum();
        if (busy.compareTo(SHORTEST_BASIS) < 0 || done <= 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(Math.round(busy.toMillis() * (left / done))));
    }

    private static double done(Task task) {
        return switch (task.state()) {
            case TaskState.Done _ -> task.weight();
            case TaskState.Running running -> task.weight() * running.progress();
            case TaskState.Waiting _, TaskState.Ready _, TaskState.Failed _, TaskState.Canceled _ -> 0;
        };
    }

    /// The time that is covered by at least one of their latest attempts.
    private Duration busy(List<Task> encoding) {
        List<LatestAttempt> attempts = encoding.stream()
                .flatMap(task -> task.latest().stream())
                .sorted(Comparator.comparing(LatestAttempt::startedAt))
                .toList();
        Duration busy = Duration.ZERO;
        Instant covered = Instant.MIN;
        for (LatestAttempt attempt : attempts) {
            Instant from = attempt.startedAt().isAfter(covered) ? attempt.startedAt() : covered;
            Instant to = attempt.finishedAt().orElse(now);
            if (to.isAfter(from)) {
                busy = busy.plus(Duration.between(from, to));
                covered = to;
            }
        }
        return busy;
    }
}
