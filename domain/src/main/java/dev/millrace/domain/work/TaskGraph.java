package dev.millrace.domain.work;

import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.media.SourceIndex;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.plan.Chunk;
import dev.millrace.domain.plan.EncodeCost;
import dev.millrace.domain.plan.Entry;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.Planner;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.profile.Delivery;
import dev.millrace.domain.profile.Extra;
import dev.millrace.domain.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which tasks a job consists of. The graph grows twice: when the probe is settled and when the index is.
///
/// A task's weight is the processor time that it will take as [EncodeCost] estimates it, in milliseconds, at least 1.
///
/// @param planner chooses the ways into the source
public record TaskGraph(Planner planner) {
    private static final TaskName PROBE = new TaskName("probe");
    private static final TaskName INDEX = new TaskName("index");
    private static final TaskName STILLS = new TaskName("stills");
    private static final TaskName PUBLISH = new TaskName("publish");
    private static final int CHUNK_RANK = 10;
    private static final int REMUX_RANK = 1_000_000;

    /// What a fresh job starts with.
    public static List<NewTask> atSubmit() {
        return List.of(new NewTask(PROBE, new Work.Probe(), Set.of(), 0, 1));
    }

    /// What a fresh job starts with whose source is still being uploaded: the same, once something of it is there.
    public static List<NewTask> atSubmitWhileUploading() {
        return atSubmit().stream().map(task -> task.onceArrived(1)).toList();
    }

    /// What follows the probe: the index, and the first chunk where the plan was opened with one.
    public static List<NewTask> afterProbe(SourceInfo source, Plan opened) {
        List<NewTask> tasks = new ArrayList<>();
        tasks.add(index(source, opened));
        opened.picture()
                .ifPresent(picture -> picture.chunks()
                        .forEach(chunk ->
                                tasks.add(encode(source, picture, chunk, List.of(new Entry.FromStart()), PROBE))));
        return tasks;
    }

    /// What follows the probe of a source that is still being uploaded: the index, once it is whole, and those chunks
    /// that its tables say all about. When each chunk may begin is up to whoever knows where its pictures lie.
    ///
    /// @param index what the source's own tables say of its pictures
    /// @param complete the plan, completed from it
    public List<NewTask> whileUploading(SourceInfo source, SourceIndex index, Plan complete) {
        List<NewTask> tasks = new ArrayList<>(indexOnceWhole(source, complete));
        complete.picture()
                .ifPresent(picture -> picture.chunks()
                        .forEach(chunk -> tasks.add(encode(
                                source,
                                picture,
                                chunk,
                                planner.entries(source, index, picture.grid(), chunk),
                                PROBE))));
        return tasks;
    }

    /// What follows the probe of a source that is still being uploaded, and whose tables don't say where its pictures
    /// lie: the index, once it is whole.
    public static List<NewTask> indexOnceWhole(SourceInfo source, Plan opened) {
        return List.of(index(source, opened).onceArrived(Arrival.WHOLE));
    }

    private static NewTask index(SourceInfo source, Plan opened) {
        long sound = weight(EncodeCost.ofSound(source, opened.sound().size()));
        return new NewTask(INDEX, new Work.Index(), Set.of(PROBE), 1, sound);
    }

    /// What follows the index: everything else.
    ///
    /// @param opened the plan as it was when the probe was settled
    /// @param complete the same plan, completed from the index
    public List<NewTask> afterIndex(SourceInfo source, SourceIndex index, Profile profile, Plan opened, Plan complete) {
        List<NewTask> tasks = new ArrayList<>();
        complete.picture().ifPresent(picture -> {
            int already = opened.requirePicture().chunks().size();
            picture.chunks().stream()
                    .skip(already)
                    .forEach(chunk -> tasks.add(encode(
                            source, picture, chunk, planner.entries(source, index, picture.grid(), chunk), INDEX)));
            if (profile.wants(Extra.Poster.class)) {
                tasks.add(new NewTask(STILLS, new Work.Stills(), Set.of(INDEX), CHUNK_RANK + 1, 1));
            }
        });
        if (profile.delivers(Delivery.Mp4.class)) {
            tasks.addAll(remuxes(complete));
        }
        tasks.add(publish(complete, tasks));
        return tasks;
    }

    private static NewTask encode(
            SourceInfo source, PicturePlan picture, Chunk chunk, List<Entry> entries, TaskName need) {
        List<RenditionId> renditions =
                picture.renditions().stream().map(VideoRendition::id).toList();
        double frame = EncodeCost.ofFrame(source, picture.renditions());
        return new NewTask(
                nameOf(chunk),
                new Work.EncodeChunk(chunk, entries, renditions),
                Set.of(need),
                CHUNK_RANK + chunk.index(),
                weight(frame * chunk.frames().length()));
    }

    private static List<NewTask> remuxes(Plan plan) {
        List<RenditionId> sound = plan.sound().stream().map(AudioRendition::id).toList();
        if (plan.picture().isEmpty()) {
            return List.of(new NewTask(
                    new TaskName("remux-audio"),
                    new Work.Remux(Optional.empty(), sound),
                    Set.of(INDEX),
                    REMUX_RANK,
                    1));
        }
        PicturePlan picture = plan.picture().get();
        // One set, shared by all renditions: a long film has thousands of chunks.
        Set<TaskName> needs = Stream.concat(
                        Stream.of(INDEX), picture.chunks().stream().map(TaskGraph::nameOf))
                .collect(Collectors.toUnmodifiableSet());
        return picture.renditions().stream()
                .map(rendition -> new NewTask(
                        new TaskName("remux-" + rendition.id()),
                        new Work.Remux(Optional.of(rendition.id()), sound),
                        needs,
                        REMUX_RANK,
                        weight(EncodeCost.ofJoining(rendition, picture.frames().orElse(0)))))
                .toList();
    }

    private static NewTask publish(Plan plan, List<NewTask> others) {
        Set<TaskName> needs = others.stream().map(NewTask::name).collect(Collectors.toSet());
        needs.add(PROBE);
        needs.add(INDEX);
        plan.picture().ifPresent(picture -> picture.chunks().forEach(chunk -> needs.add(nameOf(chunk))));
        return new NewTask(PUBLISH, new Work.Publish(), needs, REMUX_RANK + 1, 1);
    }

    private static long weight(double seconds) {
        return Math.max(1, Math.round(seconds * 1000));
    }

    /// The name of the task that encodes a chunk.
    public static TaskName nameOf(Chunk chunk) {
        return new TaskName(String.format(Locale.ROOT, "chunk-%04d", chunk.index()));
    }
}
