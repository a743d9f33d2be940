package dev.millrace.domain.job;

import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.Warning;
import dev.millrace.domain.work.Blocked;
import dev.millrace.domain.work.Need;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.Workforce;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A job as a client watches it: the snapshot, and what its tasks say beyond that.
///
/// @param job the snapshot
/// @param renditions how each of them stands; none before the source was probed
/// @param tasks how many stand where
/// @param attempts how often a worker claimed one of its tasks; twins that lost are not counted
/// @param warnings what was unusual about the source, by its headers and by its packets
/// @param blocked why a task of it that is ready stays where it is, when nobody alive can take it
/// @param timeLeft how long it will still take; empty when that is unknown or the job is over
public record JobReport(
        Job job,
        List<RenditionReport> renditions,
        TaskCounts tasks,
        long attempts,
        List<Warning> warnings,
        Optional<Blocked> blocked,
        Optional<Duration> timeLeft) {
    /// Copies the lists.
    public JobReport {
        renditions = List.copyOf(renditions);
        warnings = List.copyOf(warnings);
    }

    /// Reports on a job.
    ///
    /// @param tasks all of its tasks
    /// @param workers to judge who can take what is ready
    /// @param now to judge how long it will take
    public static JobReport of(Job job, List<Task> tasks, Workforce workers, Instant now) {
        return new JobReport(
                job,
                RenditionReport.of(job, tasks),
                TaskCounts.of(tasks),
                tasks.stream().mapToLong(task -> task.epoch().value()).sum(),
                warnings(job, tasks),
                blocked(job, tasks, workers, now),
                TimeLeft.of(job, tasks, now));
    }

    /// Whether everything but the estimate is the same, which changes by itself as time passes.
    public boolean sameButForTheTime(JobReport other) {
        return job.equals(other.job)
                && renditions.equals(other.renditions)
                && tasks.equals(other.tasks)
                && attempts == other.attempts
                && warnings.equals(other.warnings)
                && blocked.equals(other.blocked);
    }

    /// Of a paused job nothing is offered.
    private static Optional<Blocked> blocked(Job job, List<Task> tasks, Workforce workers, Instant now) {
        return tasks.stream()
                .filter(task -> !job.paused()
                        && task.state() instanceof TaskState.Ready ready
                        && !ready.notBefore().isAfter(now))
                .flatMap(task -> Blocked.of(Need.of(task, job.encoder()), workers).stream())
                .findFirst();
    }

    private static List<Warning> warnings(Job job, List<Task> tasks) {
        Stream<Warning> headers = job.source().map(SourceInfo::warnings).orElse(List.of()).stream();
        Stream<Warning> packets = tasks.stream()
                .map(Task::state)
                .filter(TaskState.Done.class::isInstance)
                .map(state -> ((TaskState.Done) state).product())
                .filter(Product.Indexed.class::isInstance)
                .flatMap(product -> ((Product.Indexed) product).warnings().stream());
        return Stream.concat(headers, packets).distinct().toList();
    }
}
