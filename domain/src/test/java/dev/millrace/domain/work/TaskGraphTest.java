package dev.millrace.domain.work;

import static dev.millrace.domain.media.Films.film;
import static dev.millrace.domain.media.Films.picture;
import static dev.millrace.domain.media.Films.sound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.Property;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.media.Films;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.SourceIndex;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.ChunkPolicy;
import dev.millrace.domain.plan.Entry;
import dev.millrace.domain.plan.Fit;
import dev.millrace.domain.plan.Fleet;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.Planner;
import dev.millrace.domain.plan.Rendition;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Cadence;
import dev.millrace.domain.profile.Delivery;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.ProfileName;
import dev.millrace.domain.profile.Profiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TaskGraphTest {
    private static final Planner PLANNER = new Planner(new ChunkPolicy.Even(2, 1, 4));
    private static final TaskGraph GRAPH = new TaskGraph(PLANNER);

    @Test
    void a_long_film_in_all_forms_needs_these_tasks() {
        SourceInfo source = film(picture(1280, 720, FrameRate.of(24), 480), sound(1, true));

        Map<String, NewTask> tasks = tasksOf(source, indexOf(20), BuiltInProfiles.WEB);

        assertThat(tasks.keySet())
                .containsExactly(
                        "probe",
                        "index",
                        "chunk-0000",
                        "chunk-0001",
                        "stills",
                        "remux-720p",
                        "remux-480p",
                        "remux-360p",
                        "publish");
        assertThat(needs(tasks, "chunk-0000")).containsExactly("probe");
        assertThat(needs(tasks, "chunk-0001")).containsExactly("index");
        assertThat(needs(tasks, "remux-720p")).containsExactly("chunk-0000", "chunk-0001", "index");
        assertThat(work(tasks, "remux-720p"))
                .isEqualTo(new Work.Remux(Optional.of(new RenditionId("720p")), List.of(new RenditionId("audio-1"))));
        assertThat(work(tasks, "chunk-0000")).isInstanceOfSatisfying(Work.EncodeChunk.class, chunk -> {
            assertThat(chunk.entries()).containsExactly(new Entry.FromStart());
            assertThat(chunk.renditions()).extracting(RenditionId::value).containsExactly("720p", "480p", "360p");
        });
    }

    @Test
    void sound_alone_is_indexed_joined_and_published() {
        Map<String, NewTask> tasks = tasksOf(film(sound(0, true)), indexOf(1), BuiltInProfiles.WEB);

        assertThat(tasks.keySet()).containsExactly("probe", "index", "remux-audio", "publish");
        assertThat(needs(tasks, "remux-audio")).containsExactly("index");
        assertThat(work(tasks, "remux-audio"))
                .isEqualTo(new Work.Remux(Optional.empty(), List.of(new RenditionId("audio-1"))));
    }

    @Test
    void what_the_profile_does_not_ask_for_is_not_done() {
        Profile streamingOnly = new Profile(
                new ProfileName("x"),
                Cadence.STREAMING,
                BuiltInProfiles.WEB.video(),
                List.of(),
                List.of(new Delivery.Hls()),
                List.of());
        SourceInfo source = film(picture(1280, 720, FrameRate.of(24), 240), sound(1, true));

        Map<String, NewTask> tasks = tasksOf(source, indexOf(10), streamingOnly);

        assertThat(tasks.keySet()).containsExactly("probe", "index", "chunk-0000", "publish");
    }

    @Test
    void any_graph_can_be_worked_off_and_ends_with_publishing() {
        Property.holds(400, any -> {
            SourceInfo source = Films.any(any);
            Profile profile = any.chance(0.5) ? BuiltInProfiles.WEB : Profiles.any(any);
            SourceIndex index = Films.anyIndex(any, Duration.ofMillis(any.ofAnySize(1, 1_200_000)));
            if (!(PLANNER.open(source, profile) instanceof Fit.Fitted(Plan opened))
                    || !(PLANNER.complete(source, opened, index, Fleet.UNKNOWN) instanceof Fit.Fitted(Plan complete))) {
                return;
            }
            List<NewTask> tasks = new ArrayList<>(TaskGraph.atSubmit());
            tasks.addAll(TaskGraph.afterProbe(source, opened));
            tasks.addAll(GRAPH.afterIndex(source, index, profile, opened, complete));

            assertThat(tasks).extracting(NewTask::name).doesNotHaveDuplicates();
            List<TaskName> order = workedOff(tasks);
            assertThat(order).hasSameSizeAs(tasks).endsWith(new TaskName("publish"));
            assertThat(tasks.getLast().needs()).containsExactlyInAnyOrderElementsOf(order.subList(0, order.size() - 1));
            assertThat(chunkRenditions(tasks)).isEqualTo(pictureRenditions(complete));
            assertThat(ranksBelowTheirNeeds(tasks)).isEmpty();
        });
    }

    @Test
    void a_task_weighs_the_milliseconds_that_it_is_estimated_to_take() {
        SourceInfo source = film(picture(1920, 1080, FrameRate.of(24), 100_000));

        Map<String, NewTask> tasks = tasksOf(source, indexOf(6 + 167 * 24), BuiltInProfiles.WEB);

        double frame = 1.920 * 1.080 * 5.3 + (1.920 * 1.080 + 1.280 * .720 + .854 * .480 + .640 * .360) * 29;
        assertThat(tasks.get("chunk-0000").weight()).isEqualTo(Math.round(frame * 144));
        assertThat(tasks.get("chunk-0001").weight()).isEqualTo(Math.round(frame * 576));
        assertThat(tasks.get("remux-1080p").weight())
                .isEqualTo(Math.round(1.920 * 1.080 * 29 * (6 + 167 * 24) * 24 / 50));
        assertThat(tasks.get("stills").weight()).isEqualTo(1);
    }

    private static Map<String, NewTask> tasksOf(SourceInfo source, SourceIndex index, Profile profile) {
        if (!(PLANNER.open(source, profile) instanceof Fit.Fitted(Plan opened))
                || !(PLANNER.complete(source, opened, index, Fleet.UNKNOWN) instanceof Fit.Fitted(Plan complete))) {
            throw new AssertionError("does not fit");
        }
        List<NewTask> tasks = new ArrayList<>(TaskGraph.atSubmit());
        tasks.addAll(TaskGraph.afterProbe(source, opened));
        tasks.addAll(GRAPH.afterIndex(source, index, profile, opened, complete));
        return tasks.stream()
                .collect(Collectors.toMap(
                        task -> task.name().value(), Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    private static List<String> needs(Map<String, NewTask> tasks, String name) {
        return tasks.get(name).needs().stream().map(TaskName::value).sorted().toList();
    }

    private static Work work(Map<String, NewTask> tasks, String name) {
        return tasks.get(name).work();
    }

    /// An order in which each task comes behind all it needs; shorter than the list when there is none.
    private static List<TaskName> workedOff(List<NewTask> tasks) {
        List<TaskName> order = new ArrayList<>();
        Set<TaskName> done = new HashSet<>();
        boolean moving = true;
        while (moving) {
            moving = false;
            for (NewTask task : tasks) {
                if (!done.contains(task.name()) && done.containsAll(task.needs())) {
                    done.add(task.name());
                    order.add(task.name());
                    moving = true;
                }
            }
        }
        return order;
    }

    /// Within a job the lowest rank is claimed first; what others need must not come behind them.
    private static List<NewTask> ranksBelowTheirNeeds(List<NewTask> tasks) {
        Map<TaskName, Integer> ranks = tasks.stream().collect(Collectors.toMap(NewTask::name, NewTask::rank));
        return tasks.stream()
                .filter(task -> task.needs().stream().anyMatch(need -> ranks.get(need) >= task.rank()))
                .toList();
    }

    private static Set<List<RenditionId>> chunkRenditions(List<NewTask> tasks) {
        return tasks.stream()
                .map(NewTask::work)
                .filter(Work.EncodeChunk.class::isInstance)
                .map(work -> ((Work.EncodeChunk) work).renditions())
                .collect(Collectors.toSet());
    }

    private static Set<List<RenditionId>> pictureRenditions(Plan plan) {
        List<RenditionId> ids = plan.renditions().stream()
                .filter(VideoRendition.class::isInstance)
                .map(Rendition::id)
                .toList();
        return ids.isEmpty() ? Set.of() : Set.of(ids);
    }

    private static SourceIndex indexOf(long seconds) {
        return new SourceIndex(24 * seconds, Duration.ZERO, Duration.ofSeconds(seconds), List.of(Duration.ZERO), true);
    }
}
