package dev.millrace.domain.plan;

import static dev.millrace.domain.media.Films.film;
import static dev.millrace.domain.media.Films.picture;
import static dev.millrace.domain.media.Films.sound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.media.AudioTrack;
import dev.millrace.domain.media.Colour;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.Language;
import dev.millrace.domain.media.Scan;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.VideoTrack;
import dev.millrace.domain.media.Warning;
import dev.millrace.domain.profile.BuiltInProfiles;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemarksTest {
    private static final Planner PLANNER = new Planner(ChunkPolicy.STANDARD);
    private static final FrameRate RATE = FrameRate.of(30);
    private static final VideoTrack PICTURE = picture(1920, 1080, RATE, 300);

    @Test
    void nothing_is_said_of_a_usual_film() {
        assertThat(remarks(film(PICTURE, sound(1, true)))).isEmpty();
        assertThat(remarks(film(PICTURE))).isEmpty();
        assertThat(remarks(film(sound(0, true)))).isEmpty();
    }

    @Test
    void an_average_above_the_highest_rate_that_fits_all_time_stamps_is_an_error_of_the_container() {
        assertThat(remarks(film(picture(RATE, FrameRate.of(1000), Scan.PROGRESSIVE))))
                .isEmpty();
    }

    @Test
    void uneven_frames_are_told_of_with_both_rates() {
        SourceInfo source = film(picture(FrameRate.of(57_600), new FrameRate(36, 5), Scan.PROGRESSIVE));

        assertThat(remarks(source)).singleElement().satisfies(remark -> {
            assertThat(remark.code()).isEqualTo("frame_rate_uneven");
            assertThat(remark.sentence())
                    .isEqualTo("The pictures come unevenly (7.2 a second on average); they were laid on a grid of"
                            + " 23.98 a second.");
        });
    }

    @Test
    void slow_motion_is_told_of_when_frames_are_dropped() {
        SourceInfo source = film(picture(FrameRate.of(120), FrameRate.of(120), Scan.PROGRESSIVE));

        assertThat(remarks(source)).singleElement().satisfies(remark -> {
            assertThat(remark.code()).isEqualTo("frame_rate_lowered");
            assertThat(remark.sentence()).contains("120 frames a second").contains("60 were kept");
        });
    }

    @Test
    void fields_are_told_of_and_their_count_is_no_uneven_rate() {
        SourceInfo source = film(picture(FrameRate.of(50), FrameRate.of(25), Scan.BOTTOM_FIELD_FIRST));

        assertThat(codes(source)).containsExactly("deinterlaced");
    }

    @Test
    void brightness_transparency_and_other_pictures_are_told_of() {
        Colour pq = new Colour(Optional.of("bt2020"), Optional.of("smpte2084"), Optional.of("bt2020nc"), false);

        assertThat(codes(film(with(0, pq, "yuva444p12le"), with(1, Colour.UNSAID, "yuv420p"))))
                .containsExactly("pictures_left_out", "hdr_tone_mapped", "transparency_removed");
    }

    @Test
    void channels_in_tracks_of_their_own_are_one_sound() {
        SourceInfo source = film(PICTURE, mono(1), mono(2), mono(3), mono(4));

        assertThat(plan(source).sound()).singleElement().satisfies(sound -> {
            assertThat(sound.track()).isEqualTo(1);
            assertThat(sound.right()).hasValue(2);
        });
        assertThat(remarks(source)).singleElement().satisfies(remark -> {
            assertThat(remark.code()).isEqualTo("channels_paired");
            assertThat(remark.sentence()).contains("4 tracks").endsWith("the other 2 were left out.");
        });
    }

    @Test
    void mono_tracks_with_a_language_an_odd_number_of_them_and_stereo_ones_are_sounds_of_their_own() {
        AudioTrack english = new AudioTrack(1, "aac", true, 1, 48_000, Optional.of(new Language("eng")));
        AudioTrack german = new AudioTrack(2, "aac", false, 1, 48_000, Optional.of(new Language("deu")));

        assertThat(plan(film(english, german)).sound()).hasSize(2);
        assertThat(plan(film(mono(1), mono(2), mono(3))).sound()).hasSize(3);
        assertThat(plan(film(sound(1, true), sound(2, false))).sound()).hasSize(2);
        assertThat(plan(film(mono(1), new AudioTrack(2, "mp3", false, 1, 48_000, Optional.empty())))
                        .sound())
                .hasSize(2);
    }

    @Test
    void surround_is_told_of_when_it_is_mixed_down() {
        SourceInfo source = film(PICTURE, new AudioTrack(1, "ac3", true, 6, 48_000, Optional.empty()));

        assertThat(remarks(source)).singleElement().satisfies(remark -> {
            assertThat(remark.code()).isEqualTo("sound_mixed_down");
            assertThat(remark.sentence()).contains("stream 1").contains("6 channels");
        });
    }

    private static AudioTrack mono(int index) {
        return new AudioTrack(index, "aac", index == 1, 1, 48_000, Optional.empty());
    }

    private static VideoTrack with(int index, Colour colour, String pixelFormat) {
        return new VideoTrack(
                index,
                PICTURE.codec(),
                index == 0,
                PICTURE.coded(),
                PICTURE.pixelShape(),
                PICTURE.orientation(),
                PICTURE.nominalRate(),
                PICTURE.averageRate(),
                PICTURE.declaredFrames(),
                PICTURE.scan(),
                colour,
                pixelFormat);
    }

    private static List<String> codes(SourceInfo source) {
        return remarks(source).stream().map(Warning::code).toList();
    }

    private static List<Warning> remarks(SourceInfo source) {
        return PLANNER.remarks(source, plan(source));
    }

    private static Plan plan(SourceInfo source) {
        return switch (PLANNER.open(source, BuiltInProfiles.WEB)) {
            case Fit.Fitted(Plan plan) -> plan;
            case Fit.Refused refused -> throw new AssertionError(refused.failure());
        };
    }
}
