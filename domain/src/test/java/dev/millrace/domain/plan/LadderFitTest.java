package dev.millrace.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.Property;
import dev.millrace.domain.media.Bitrate;
import dev.millrace.domain.media.Films;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.Profiles;
import dev.millrace.domain.profile.Rung;
import dev.millrace.domain.profile.VideoRecipe;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderFitTest {
    private static final VideoRecipe WEB = BuiltInProfiles.WEB.video().getFirst();

    @ParameterizedTest
    @CsvSource({
        "1920, 1080, 1080p 1920x1080 · 720p 1280x720 · 480p 854x480 · 360p 640x360",
        "1080, 1920, 1080p 1080x1920 · 720p 720x1280 · 480p 480x854 · 360p 360x640",
        "1080, 1080, 1080p 1080x1080 · 720p 720x720 · 480p 480x480 · 360p 360x360",
        "7680, 4320, 1080p 1920x1080 · 720p 1280x720 · 480p 854x480 · 360p 640x360",
        "1920, 800, 1080p 1920x800 · 720p 1280x534 · 480p 854x356 · 360p 640x266",
        "800, 1920, 1080p 800x1920 · 720p 534x1280 · 480p 356x854 · 360p 266x640",
        "3840, 1600, 1080p 1920x800 · 720p 1280x534 · 480p 854x356 · 360p 640x266",
        "1440, 1080, 1080p 1440x1080 · 720p 960x720 · 480p 640x480 · 360p 480x360",
        "1280, 534, 720p 1280x534 · 480p 854x356 · 360p 640x268",
        "1900, 800, 720p 1280x538 · 480p 854x360 · 360p 640x270",
        "854, 480, 480p 854x480 · 360p 640x360",
        "853, 480, 480p 852x480 · 360p 640x360",
        "1024, 576, 480p 854x480 · 360p 640x360",
        "640, 100, 360p 640x100",
        "500, 200, 200p 500x200",
        "640, 360, 360p 640x360",
        "161, 121, 120p 160x120",
        "121, 161, 120p 120x160",
        "358, 359, 358p 358x358",
        "3, 3, 2p 2x2",
        "1, 1, 2p 2x2",
        "20000, 400, 1080p 1920x38 · 720p 1280x26 · 480p 854x18 · 360p 640x12",
        "20000, 1, 1080p 1920x2 · 720p 1280x2 · 480p 854x2 · 360p 640x2"
    })
    void a_picture_is_scaled_into_the_box_of_each_rung_and_never_enlarged(int width, int height, String renditions) {
        LadderFit fit = new LadderFit(new FrameSize(width, height), FrameRate.of(25));

        fit.add(WEB);

        assertThat(fit.renditions().stream()
                        .map(rendition -> rendition.id() + " " + rendition.size())
                        .collect(Collectors.joining(" · ")))
                .isEqualTo(renditions);
    }

    @Test
    void rungs_that_are_not_made_are_named_with_the_reason() {
        LadderFit wide = new LadderFit(new FrameSize(1280, 534), FrameRate.of(25));
        LadderFit tall = new LadderFit(new FrameSize(534, 1280), FrameRate.of(25));

        wide.add(WEB);
        tall.add(WEB);

        assertThat(wide.skipped())
                .containsExactly(new SkippedRung(
                        new RenditionId("1080p"),
                        "the source has 1280x534 pixels, and nothing is enlarged to fill 1920x1080"));
        assertThat(tall.skipped())
                .containsExactly(new SkippedRung(
                        new RenditionId("1080p"),
                        "the source has 534x1280 pixels, and nothing is enlarged to fill 1080x1920"));
    }

    @Test
    void caps_are_half_as_high_again_above_30_frames_a_second() {
        assertThat(capAt(FrameRate.of(30))).isEqualTo(Bitrate.kbps(6000));
        assertThat(capAt(new FrameRate(90_000, 2999))).isEqualTo(Bitrate.kbps(6000));
        assertThat(capAt(FrameRate.of(50))).isEqualTo(Bitrate.kbps(9000));
    }

    @Test
    void any_ladder_fits_any_source() {
        Property.holds(2000, any -> {
            FrameSize source = Films.anyPicture(any).display();
            Profile profile = Profiles.any(any);
            LadderFit fit = new LadderFit(source, FrameRate.of(25));

            profile.video().forEach(fit::add);

            for (VideoRendition rendition : fit.renditions()) {
                assertThat(enlarges(source, rendition.size()))
                        .as("%s from %s", rendition, source)
                        .isFalse();
                assertThat(shapeError(source, rendition.size()))
                        .as("%s from %s", rendition, source)
                        .isLessThanOrEqualTo(1);
            }
            assertThat(fit.renditions())
                    .hasSizeGreaterThanOrEqualTo(profile.video().size());
            assertThat(names(fit)).doesNotHaveDuplicates().containsAll(namesOf(profile));
            assertThat(fit.renditions())
                    .isSortedAccordingTo(
                            (a, b) -> b.size().shortSide() - a.size().shortSide());
        });
    }

    private static Bitrate capAt(FrameRate rate) {
        LadderFit fit = new LadderFit(new FrameSize(1920, 1080), rate);
        fit.add(WEB);
        return fit.renditions().getFirst().maxBitrate();
    }

    /// The smallest even picture is 2 x 2, also of a source that is smaller.
    private static boolean enlarges(FrameSize source, FrameSize size) {
        return size.width() > Math.max(2, source.width()) || size.height() > Math.max(2, source.height());
    }

    /// By how many pixels one side misses the shape of the source, seen from the other. No picture has less than two
    /// lines, whatever its shape.
    private static double shapeError(FrameSize source, FrameSize size) {
        if (size.shortSide() == 2) {
            return 0;
        }
        boolean turned = source.width() < source.height();
        int longSide = turned ? size.height() : size.width();
        int shortSide = turned ? size.width() : size.height();
        double exactLong = (double) source.longSide() * shortSide / source.shortSide();
        double exactShort = (double) source.shortSide() * longSide / source.longSide();
        return Math.min(Math.abs(longSide - exactLong), Math.abs(shortSide - exactShort));
    }

    private static List<String> names(LadderFit fit) {
        return Stream.concat(
                        fit.renditions().stream().map(VideoRendition::id),
                        fit.skipped().stream().map(SkippedRung::rendition))
                .map(RenditionId::value)
                .toList();
    }

    private static List<String> namesOf(Profile profile) {
        return profile.video().stream()
                .flatMap(recipe -> recipe.ladder().rungs().stream())
                .map(Rung::shortSide)
                .map(side -> side + "p")
                .toList();
    }
}
