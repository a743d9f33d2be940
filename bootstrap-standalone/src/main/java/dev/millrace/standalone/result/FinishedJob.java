package dev.millrace.standalone.result;

import dev.millrace.domain.delivery.Output;
import dev.millrace.domain.delivery.OutputKind;
import dev.millrace.domain.delivery.Presentation;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobState;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.Warning;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A completed job with all that its tasks left.
///
/// @param sourceName name of the source's file, without folders
/// @param job completed
/// @param tasks all of the job
public record FinishedJob(String sourceName, Job job, List<Task> tasks) {
    /// Copies the list, in the order of time, and refuses jobs that are not completed.
    public FinishedJob {
        tasks = tasks.stream().sorted(Comparator.comparingInt(Task::rank)).toList();
        if (!(job.state() instanceof JobState.Completed)) {
            throw new IllegalArgumentException("the job is not completed");
        }
    }

    /// What was read.
    public SourceInfo source() {
        return job.source().orElseThrow(() -> new IllegalStateException("a completed job was probed"));
    }

    /// What was unusual in the source, by its headers and by its packets.
    public List<Warning> warnings() {
        List<Warning> warnings = new ArrayList<>(source().warnings());
        products(Product.Indexed.class).forEach(indexed -> warnings.addAll(indexed.warnings()));
        return warnings.stream().distinct().toList();
    }

    Plan plan() {
        return job.plan().orElseThrow(() -> new IllegalStateException("a completed job was planned"));
    }

    Presentation presentation() {
        Stream<SegmentedTrack> pictures =
                products(Product.EncodedChunk.class).flatMap(chunk -> chunk.renditions().stream());
        Stream<SegmentedTrack> sound = products(Product.Indexed.class).flatMap(indexed -> indexed.sound().stream());
        return Presentation.of(plan(), Stream.concat(pictures, sound).toList());
    }

    List<Output> outputs(OutputKind kind) {
        return job.state() instanceof JobState.Completed completed
                ? completed.outputs().stream()
                        .filter(output -> output.kind() == kind)
                        .toList()
                : List.of();
    }

    /// Frames in each picture rendition.
    long frames() {
        return products(Product.EncodedChunk.class)
                .mapToLong(Product.EncodedChunk::frames)
                .sum();
    }

    private <P extends Product> Stream<P> products(Class<P> kind) {
        return tasks.stream()
                .map(Task::state)
                .filter(TaskState.Done.class::isInstance)
                .map(state -> ((TaskState.Done) state).product())
                .filter(kind::isInstance)
                .map(kind::cast);
    }
}
