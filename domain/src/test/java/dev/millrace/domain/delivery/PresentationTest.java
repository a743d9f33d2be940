package dev.millrace.domain.delivery;

import static dev.millrace.domain.delivery.Made.aPicture;
import static dev.millrace.domain.delivery.Made.aSound;
import static dev.millrace.domain.delivery.Made.pictures;
import static dev.millrace.domain.delivery.Made.sound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.domain.plan.Grid;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PresentationTest {
    private static final Presentation.Picture TALL = aPicture(1280, 720, pictures("720p", 9, 144, 144));
    private static final Presentation.Picture SMALL = aPicture(640, 360, pictures("360p", 5, 144, 144));
    private static final Presentation.Sound SOUND = aSound(1, "eng", true, sound("audio-1", 3, 281, 281));
    private static final Plan PLAN = new Plan(
            Optional.of(new PicturePlan(
                    0,
                    new Grid(Made.FILM_RATE, 48, 3),
                    List.of(TALL.rendition(), SMALL.rendition()),
                    List.of(),
                    OptionalLong.of(288))),
            List.of(SOUND.rendition()),
            List.of());

    @Test
    void what_several_workers_made_of_a_plan_is_presented_as_a_whole() {
        List<SegmentedTrack> parts =
                List.of(SOUND.track(), part(TALL, 0), part(SMALL, 0), part(TALL, 1), part(SMALL, 1));

        Presentation presentation = Presentation.of(PLAN, parts);

        assertThat(presentation).isEqualTo(new Presentation(List.of(TALL, SMALL), List.of(SOUND)));
        assertThat(presentation.tracks()).containsExactly(TALL.track(), SMALL.track(), SOUND.track());
    }

    @Test
    void a_rendition_of_which_nothing_was_made_is_missed() {
        List<SegmentedTrack> parts = List.of(TALL.track(), SOUND.track());

        assertThatThrownBy(() -> Presentation.of(PLAN, parts)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void segments_of_another_rendition_are_refused() {
        assertThatThrownBy(() -> new Presentation.Picture(TALL.rendition(), Made.FILM_RATE, SMALL.track()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothing_is_no_presentation() {
        assertThatThrownBy(() -> new Presentation(List.of(), List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static SegmentedTrack part(Presentation.Picture picture, int number) {
        SegmentedTrack track = picture.track();
        return new SegmentedTrack(
                track.rendition(),
                track.codecs(),
                track.init(),
                List.of(track.segments().get(number)));
    }
}
