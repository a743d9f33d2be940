package dev.millrace.domain.job;

import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.Rendition;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.plan.SkippedRung;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.work.Phase;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How one rendition of a job stands.
///
/// @param id its name
/// @param status where it stands
/// @param rendition what is made; empty when it is skipped
/// @param skipped why it is not made; empty when it is
public record RenditionReport(
        RenditionId id, RenditionStatus status, Optional<Rendition> rendition, Optional<String> skipped) {

    /// All renditions of a job, those that are skipped at the end; none before the source was probed.
    static List<RenditionReport> of(Job job, List<Task> tasks) {
        return job.plan().map(plan -> of(plan, job.state(), tasks)).orElse(List.of());
    }

    private static List<RenditionReport> of(Plan plan, JobState job, List<Task> tasks) {
        List<RenditionReport> reports = new ArrayList<>();
        plan.renditions().forEach(rendition -> reports.add(made(rendition, job, tasks)));
        for (SkippedRung rung : plan.skipped()) {
            reports.add(new RenditionReport(
                    rung.rendition(), RenditionStatus.SKIPPED, Optional.empty(), Optional.of(rung.reason())));
        }
        return reports;
    }

    private static RenditionReport made(Rendition rendition, JobState job, List<Task> tasks) {
        return new RenditionReport(
                rendition.id(), status(rendition, job, tasks), Optional.of(rendition), Optional.empty());
    }

    private static RenditionStatus status(Rendition rendition, JobState job, List<Task> tasks) {
        List<Task> its =
                tasks.stream().filter(task -> makes(task.work(), rendition)).toList();
        boolean begun = its.stream().anyMatch(task -> task.latest().isPresent());
        boolean complete = isPlanned(tasks) && its.stream().allMatch(task -> task.state() instanceof TaskState.Done);
        if (complete && begun) {
            return RenditionStatus.COMPLETED;
        }
        return switch (job) {
            case JobState.Completed _ -> RenditionStatus.COMPLETED;
            case JobState.Failed _ -> RenditionStatus.FAILED;
            case JobState.Canceled _ -> RenditionStatus.CANCELED;
            case JobState.Queued _, JobState.Processing _ ->
                begun ? RenditionStatus.PROCESSING : RenditionStatus.QUEUED;
        };
    }

    /// Chunks are added until the index is settled, and the tasks of publishing with the last of them.
    private static boolean isPlanned(List<Task> tasks) {
        return tasks.stream().anyMatch(task -> task.work().kind().phase() == Phase.PUBLISHING);
    }

    /// Pictures are made of chunks, and perhaps joined into a file; the index makes all sound.
    private static boolean makes(Work work, Rendition rendition) {
        return switch (rendition) {
            case VideoRendition picture ->
                switch (work) {
                    case Work.EncodeChunk chunk -> chunk.renditions().contains(picture.id());
                    case Work.Remux remux -> remux.picture().equals(Optional.of(picture.id()));
                    case Work.Probe _, Work.Index _, Work.Stills _, Work.Publish _ -> false;
                };
            case AudioRendition sound ->
                switch (work) {
                    case Work.Index _ -> true;
                    case Work.Remux remux ->
                        remux.picture().isEmpty() && remux.sound().contains(sound.id());
                    case Work.Probe _, Work.EncodeChunk _, Work.Stills _, Work.Publish _ -> false;
                };
        };
    }
}
