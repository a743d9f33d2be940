package dev.millrace.domain.plan;

import static dev.millrace.domain.media.Films.film;
import static dev.millrace.domain.media.Films.picture;
import static dev.millrace.domain.media.Films.sound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.Property;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.Films;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.Language;
import dev.millrace.domain.media.Scan;
import dev.millrace.domain.media.SourceIndex;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.ProfileName;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Planner PLANNER = new Planner(ChunkPolicy.STANDARD);
    private static final FrameRate RATE = FrameRate.of(24);
    private static final SourceInfo LONG_FILM = film(picture(1920, 1080, RATE, 24_000), sound(1, true));

    @Test
    void a_plan_has_the_renditions_of_the_ladder_and_one_of_each_track_of_sound() {
        SourceInfo source = film(picture(1280, 720, RATE, 24_000), sound(1, false), sound(2, true));

        Plan plan = fitted(PLANNER.open(source, BuiltInProfiles.WEB));

        assertThat(plan.renditions())
                .extracting(rendition -> rendition.id().value())
                .containsExactly("720p", "480p", "360p", "audio-1", "audio-2");
        assertThat(plan.sound()).extracting(AudioRendition::track).containsExactly(2, 1);
        assertThat(plan.sound()).extracting(AudioRendition::preferred).containsExactly(true, false);
        assertThat(plan.sound().getFirst().language()).contains(new Language("eng"));
        assertThat(plan.skipped()).extracting(rung -> rung.rendition().value()).containsExactly("1080p");
        assertThat(plan.complete()).isFalse();
    }

    @Test
    void a_long_film_that_counts_its_frames_is_opened_with_its_first_chunk() {
        Plan plan = fitted(PLANNER.open(LONG_FILM, BuiltInProfiles.WEB));

        assertThat(plan.requirePicture().chunks()).containsExactly(new Chunk(0, new FrameRange(0, 144), false));
    }

    @Test
    void empty_tracks_leave_the_plan_and_the_first_sound_left_is_preferred() {
        SourceInfo source = film(picture(1280, 720, RATE, 24_000), sound(1, true), sound(2, false));
        Plan plan = fitted(PLANNER.open(source, BuiltInProfiles.WEB));

        Plan second = plan.holding(true, Set.of(new RenditionId("audio-2")));
        Plan soundOnly = plan.holding(false, Set.of(new RenditionId("audio-1"), new RenditionId("audio-2")));
        Plan nothing = plan.holding(false, Set.of());

        assertThat(second.sound()).singleElement().satisfies(sound -> {
            assertThat(sound.track()).isEqualTo(2);
            assertThat(sound.preferred()).isTrue();
        });
        assertThat(soundOnly.picture()).isEmpty();
        assertThat(soundOnly.sound()).isEqualTo(plan.sound());
        assertThat(PLANNER.complete(
                        source,
                        nothing,
                        new SourceIndex(0, Duration.ZERO, Duration.ZERO, List.of(), true),
                        Fleet.UNKNOWN))
                .isInstanceOfSatisfying(
                        Fit.Refused.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo(FailureCode.SOURCE_UNDECODABLE));
    }

    @Test
    void headers_that_may_be_wrong_open_no_chunk() {
        assertThat(openedChunks(film(picture(1920, 1080, RATE, 300))))
                .as("short")
                .isEmpty();
        assertThat(openedChunks(film(Films.TRANSPORT_STREAM, Duration.ZERO, LONG_FILM.tracks())))
                .as("no index")
                .isEmpty();
        assertThat(openedChunks(film(Films.MP4, Duration.ofSeconds(47), LONG_FILM.tracks())))
                .as("late start")
                .isEmpty();
        assertThat(openedChunks(film(picture(RATE, new FrameRate(36, 5), Scan.PROGRESSIVE))))
                .as("uneven")
                .isEmpty();
        assertThat(openedChunks(film(picture(RATE, RATE, Scan.TOP_FIELD_FIRST))))
                .as("interlaced")
                .isEmpty();
        assertThat(openedChunks(film(picture(1920, 1080, FrameRate.of(120), 24_000))))
                .as("another rate than the grid")
                .isEmpty();
    }

    @Test
    void a_source_without_pictures_is_planned_for_its_sound() {
        Plan plan = fitted(PLANNER.open(film(sound(0, true)), BuiltInProfiles.WEB));

        assertThat(plan.picture()).isEmpty();
        assertThat(plan.renditions()).hasSize(1);
        assertThat(plan.complete()).isTrue();
        assertThat(PLANNER.complete(film(sound(0, true)), plan, anIndexOf(0), Fleet.UNKNOWN))
                .isEqualTo(new Fit.Fitted(plan));
    }

    @Test
    void a_profile_that_makes_nothing_of_a_source_is_refused_with_the_reason() {
        Profile soundOnly = new Profile(
                new ProfileName("sound"),
                BuiltInProfiles.WEB.cadence(),
                List.of(),
                BuiltInProfiles.WEB.audio(),
                BuiltInProfiles.WEB.deliveries(),
                List.of());
        Profile picturesOnly = new Profile(
                new ProfileName("pictures"),
                BuiltInProfiles.WEB.cadence(),
                BuiltInProfiles.WEB.video(),
                List.of(),
                BuiltInProfiles.WEB.deliveries(),
                List.of());

        assertRefused(
                PLANNER.open(film(picture(1920, 1080, RATE, 9)), soundOnly),
                FailureCode.NOTHING_TO_MAKE,
                "The profile sound makes nothing from this source: it holds pictures but no sound.");
        assertRefused(
                PLANNER.open(film(sound(0, true)), picturesOnly),
                FailureCode.NOTHING_TO_MAKE,
                "The profile pictures makes nothing from this source: it holds sound but no pictures.");
        assertRefused(
                PLANNER.open(film(), BuiltInProfiles.WEB),
                FailureCode.NOTHING_TO_MAKE,
                "The profile web makes nothing from this source: it holds neither pictures nor sound.");
    }

    @Test
    void packets_win_over_headers() {
        Plan opened = fitted(PLANNER.open(LONG_FILM, BuiltInProfiles.WEB));

        Plan complete = fitted(PLANNER.complete(LONG_FILM, opened, anIndexOf(20), Fleet.UNKNOWN));

        assertThat(complete.complete()).isTrue();
        assertThat(complete.requirePicture().frames()).hasValue(480);
        assertThat(complete.requirePicture().chunks())
                .containsExactly(
                        new Chunk(0, new FrameRange(0, 144), false),
                        new Chunk(1, new FrameRange(144, 432), false),
                        new Chunk(2, new FrameRange(432, 480), true));
    }

    @Test
    void a_source_whose_packets_contradict_its_headers_is_refused() {
        Plan opened = fitted(PLANNER.open(LONG_FILM, BuiltInProfiles.WEB));
        SourceIndex jumping = new SourceIndex(9, Duration.ZERO, Duration.ofHours(9), List.of(), false);
        SourceIndex empty = new SourceIndex(0, Duration.ZERO, Duration.ZERO, List.of(), true);

        assertRefused(
                PLANNER.complete(LONG_FILM, opened, anIndexOf(6), Fleet.UNKNOWN),
                FailureCode.SOURCE_TRUNCATED,
                "only 144 pictures");
        assertRefused(
                PLANNER.complete(LONG_FILM, opened, jumping, Fleet.UNKNOWN), FailureCode.SOURCE_CLOCK_JUMPS, "clock");
        assertRefused(
                PLANNER.complete(LONG_FILM, opened, empty, Fleet.UNKNOWN),
                FailureCode.SOURCE_UNDECODABLE,
                "holds none");
    }

    @Test
    void any_plan_can_be_completed_and_keeps_the_chunk_it_was_opened_with() {
        Property.holds(1000, any -> {
            SourceInfo source = Films.any(any);
            Profile profile = BuiltInProfiles.all().get(any.whole(0, 2));
            Plan opened = fitted(PLANNER.open(source, profile));
            SourceIndex index = Films.anyIndex(any, Duration.ofMillis(any.ofAnySize(1, 3_600_000)));

            switch (PLANNER.complete(source, opened, index, Fleet.UNKNOWN)) {
                case Fit.Refused(var failure) -> assertThat(failure.code()).isEqualTo(FailureCode.SOURCE_TRUNCATED);
                case Fit.Fitted(Plan complete) -> {
                    assertThat(complete.complete()).isTrue();
                    assertThat(complete.renditions()).isEqualTo(opened.renditions());
                    assertThat(complete.skipped()).isEqualTo(opened.skipped());
                    assertThat(chunks(complete).subList(0, chunks(opened).size()))
                            .isEqualTo(chunks(opened));
                    assertThat(chunks(complete).isEmpty())
                            .isEqualTo(source.picture().isEmpty());
                }
            }
        });
    }

    @Test
    void every_chunk_has_ways_in_that_seek_no_later_than_its_start_and_end_at_the_beginning() {
        Property.holds(500, any -> {
            SourceInfo source = film(
                    any.of(Films.MP4, "matroska,webm", Films.TRANSPORT_STREAM),
                    Duration.ZERO,
                    List.of(Films.anyPicture(any)));
            SourceIndex index = Films.anyIndex(any, Duration.ofMillis(any.ofAnySize(1, 600_000)));
            Plan opened = fitted(PLANNER.open(source, BuiltInProfiles.TEST));
            if (!(PLANNER.complete(source, opened, index, Fleet.UNKNOWN) instanceof Fit.Fitted(Plan plan))) {
                return;
            }
            Grid grid = plan.requirePicture().grid();
            for (Chunk chunk : plan.requirePicture().chunks()) {
                Duration start = grid.rate().timeOf(chunk.frames().start());

                List<Entry> entries = PLANNER.entries(source, index, grid, chunk);

                assertThat(entries).doesNotHaveDuplicates().endsWith(new Entry.FromStart());
                List<Duration> keys = entries.stream()
                        .filter(Entry.SeekTo.class::isInstance)
                        .map(entry -> ((Entry.SeekTo) entry).position().minusMillis(1))
                        .toList();
                assertThat(entries).hasSize(keys.size() + 1);
                assertThat(index.keys()).containsAll(keys);
                assertThat(keys).allMatch(key -> key.compareTo(start) <= 0);
                assertThat(keys).isSortedAccordingTo((a, b) -> b.compareTo(a));
            }
        });
    }

    @Test
    void a_container_with_an_exact_index_is_entered_at_the_last_key_and_others_at_the_one_before() {
        SourceIndex index = anIndexOf(60);
        Grid grid = new Grid(RATE, 48, 3);
        Chunk chunk = new Chunk(2, new FrameRange(720, 1440), true);
        SourceInfo stream = film(Films.TRANSPORT_STREAM, Duration.ZERO, LONG_FILM.tracks());

        assertThat(PLANNER.entries(LONG_FILM, index, grid, chunk))
                .containsExactly(seek("PT30.001S"), seek("PT28.001S"), new Entry.FromStart());
        assertThat(PLANNER.entries(stream, index, grid, chunk))
                .containsExactly(seek("PT28.001S"), new Entry.FromStart());
    }

    @Test
    void interlaced_films_are_entered_a_key_picture_earlier_whatever_their_container() {
        SourceInfo interlaced = film(picture(RATE, RATE, Scan.TOP_FIELD_FIRST));
        Chunk chunk = new Chunk(2, new FrameRange(720, 1440), true);

        assertThat(PLANNER.entries(interlaced, anIndexOf(60), new Grid(RATE, 48, 3), chunk))
                .containsExactly(seek("PT28.001S"), new Entry.FromStart());
    }

    @Test
    void there_is_no_seeking_to_before_the_first_picture() {
        SourceIndex late = new SourceIndex(
                100,
                Duration.ofMillis(3400),
                Duration.ofSeconds(60),
                List.of(Duration.ofMillis(3399), Duration.ofMillis(5400)),
                true);
        Grid grid = new Grid(RATE, 48, 3);

        assertThat(PLANNER.entries(LONG_FILM, late, grid, new Chunk(1, new FrameRange(144, 288), false)))
                .containsExactly(seek("PT5.401S"), new Entry.FromStart());
        assertThat(PLANNER.entries(LONG_FILM, late, grid, new Chunk(1, new FrameRange(96, 97), true)))
                .containsExactly(new Entry.FromStart());
    }

    @Test
    void a_day_of_film_is_planned_in_a_moment() {
        List<Duration> keys = LongStream.range(0, 4 * 86_400)
                .mapToObj(number -> Duration.ofMillis(250 * number))
                .toList();
        SourceIndex index = new SourceIndex(24 * 86_400, Duration.ZERO, Duration.ofDays(1), keys, true);
        Planner planner = new Planner(new ChunkPolicy.Even(1, 1, 1));
        Plan opened = fitted(planner.open(LONG_FILM, BuiltInProfiles.WEB));

        // A look at every key for each of 14,400 chunks would take far longer.
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            Plan plan = fitted(planner.complete(LONG_FILM, opened, index, Fleet.UNKNOWN));
            for (Chunk chunk : plan.requirePicture().chunks()) {
                planner.entries(LONG_FILM, index, plan.requirePicture().grid(), chunk);
            }
            assertThat(plan.requirePicture().chunks()).hasSize(14_400);
        });
    }

    private static Plan fitted(Fit fit) {
        return switch (fit) {
            case Fit.Fitted(Plan plan) -> plan;
            case Fit.Refused(var failure) -> throw new AssertionError(failure.toString());
        };
    }

    private static void assertRefused(Fit fit, FailureCode code, String words) {
        assertThat(fit).isInstanceOfSatisfying(Fit.Refused.class, refused -> {
            assertThat(refused.failure().code()).isEqualTo(code);
            assertThat(refused.failure().sentence()).contains(words);
        });
    }

    private static List<Chunk> openedChunks(SourceInfo source) {
        return chunks(fitted(PLANNER.open(source, BuiltInProfiles.WEB)));
    }

    private static List<Chunk> chunks(Plan plan) {
        return plan.picture().map(PicturePlan::chunks).orElse(List.of());
    }

    private static Entry seek(String position) {
        return new Entry.SeekTo(Duration.parse(position));
    }

    /// A film of so many seconds with a key picture every two.
    private static SourceIndex anIndexOf(long seconds) {
        List<Duration> keys = LongStream.range(0, (seconds + 1) / 2)
                .mapToObj(number -> Duration.ofSeconds(2 * number))
                .toList();
        return new SourceIndex(24 * seconds, Duration.ZERO, Duration.ofSeconds(seconds), keys, true);
    }
}
