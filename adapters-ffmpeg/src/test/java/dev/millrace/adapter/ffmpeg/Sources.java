package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.SourceAccess;
import dev.millrace.domain.media.Colour;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.media.Orientation;
import dev.millrace.domain.media.Ratio;
import dev.millrace.domain.media.Scan;
import dev.millrace.domain.media.VideoTrack;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// Sources as a probe would describe them.
final class Sources {
    static final SourceAccess FILM = new SourceAccess.InFile(Path.of("/media/film.mp4"));

    private static final Colour BT709 =
            new Colour(Optional.of("bt709"), Optional.of("bt709"), Optional.of("bt709"), false);

    private Sources() {}

    /// 1920 x 1080 at 24 frames a second, nothing odd.
    static VideoTrack aFilm() {
        return track(0, new FrameSize(1920, 1080), FrameRate.of(24), Ratio.SQUARE, Orientation.UPRIGHT, BT709);
    }

    /// From a phone that was held upright.
    static VideoTrack aTurnedFilm() {
        Orientation turned = new Orientation(1, false);
        return track(0, new FrameSize(1920, 1080), new FrameRate(30000, 1001), Ratio.SQUARE, turned, BT709);
    }

    /// Standard definition that does not say its colours, with pixels that are not square.
    static VideoTrack aTelevisionFilm() {
        return track(
                1, new FrameSize(720, 576), FrameRate.of(25), new Ratio(64, 45), Orientation.UPRIGHT, Colour.UNSAID);
    }

    /// High definition that does not say its colours.
    static VideoTrack aFilmOfUnsaidColour() {
        return track(0, new FrameSize(1280, 720), FrameRate.of(25), Ratio.SQUARE, Orientation.UPRIGHT, Colour.UNSAID);
    }

    /// HDR10, in small.
    static VideoTrack aBrightFilm() {
        Colour pq = new Colour(Optional.of("bt2020"), Optional.of("smpte2084"), Optional.of("bt2020nc"), false);
        return track(0, new FrameSize(320, 180), FrameRate.of(25), Ratio.SQUARE, Orientation.UPRIGHT, pq);
    }

    /// With a channel of transparency.
    static VideoTrack aTransparentFilm() {
        VideoTrack film =
                track(0, new FrameSize(320, 180), FrameRate.of(25), Ratio.SQUARE, Orientation.UPRIGHT, Colour.UNSAID);
        return new VideoTrack(
                film.index(),
                "prores",
                true,
                film.coded(),
                film.pixelShape(),
                film.orientation(),
                film.nominalRate(),
                film.averageRate(),
                film.declaredFrames(),
                film.scan(),
                film.colour(),
                "yuva444p12le");
    }

    /// Broadcast, upper field first.
    static VideoTrack anInterlacedFilm() {
        return new VideoTrack(
                2,
                "h264",
                false,
                new FrameSize(1920, 1080),
                Ratio.SQUARE,
                Orientation.UPRIGHT,
                FrameRate.of(50),
                FrameRate.of(25),
                OptionalLong.empty(),
                Scan.TOP_FIELD_FIRST,
                BT709,
                "yuv420p");
    }

    private static VideoTrack track(
            int index, FrameSize size, FrameRate rate, Ratio pixels, Orientation orientation, Colour colour) {
        return new VideoTrack(
                index,
                "h264",
                true,
                size,
                pixels,
                orientation,
                rate,
                rate,
                OptionalLong.of(2400),
                Scan.PROGRESSIVE,
                colour,
                "yuv420p");
    }
}
