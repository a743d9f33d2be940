package dev.millrace.domain.media;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/// A stream of pictures.
///
/// @param index the stream's index in the file, from 0
/// @param codec ffmpeg's name of the codec
/// @param preferred whether the file marks it as the one to play
/// @param coded size of the stored picture
/// @param pixelShape width to height of one pixel
/// @param orientation how to turn the stored picture upright
/// @param nominalRate the lowest rate with which all time stamps can be shown (ffprobe's `r_frame_rate`)
/// @param averageRate frames over time (ffprobe's `avg_frame_rate`)
/// @param declaredFrames the number of frames in the container's index, where it has one
/// @param scan progressive or interlaced
/// @param colour how numbers mean colours
/// @param pixelFormat ffmpeg's name, such as `yuv420p10le`
public record VideoTrack(
        int index,
        String codec,
        boolean preferred,
        FrameSize coded,
        Ratio pixelShape,
        Orientation orientation,
        FrameRate nominalRate,
        FrameRate averageRate,
        OptionalLong declaredFrames,
        Scan scan,
        Colour colour,
        String pixelFormat)
        implements Track {

    /// ffmpeg's names of pixel formats with an alpha channel; palettes have it, too.
    private static final Pattern TRANSPARENT =
            Pattern.compile("(yuva|gbrap|rgba|bgra|argb|abgr|ya8|ya16|ayuv|vuya|uyva|pal8).*");

    /// Refuses negative numbers.
    public VideoTrack {
        if (index < 0 || declaredFrames.orElse(0) < 0) {
            throw new IllegalArgumentException("not a picture track: stream " + index + ", " + declaredFrames);
        }
    }

    /// Whether the pixel format has a channel of transparency. Its pictures need not use it.
    public boolean transparent() {
        return TRANSPARENT.matcher(pixelFormat).matches();
    }

    /// The size on a screen with square pixels, upright. Stretched pixels widen the picture or heighten it, never
    /// shrink it.
    public FrameSize display() {
        long num = pixelShape.numerator();
        long den = pixelShape.denominator();
        FrameSize square = num >= den
                ? new FrameSize(scaled(coded.width(), num, den), coded.height())
                : new FrameSize(coded.width(), scaled(coded.height(), den, num));
        return orientation.swapsSides() ? square.turned() : square;
    }

    private static int scaled(int length, long times, long by) {
        return Math.toIntExact((length * times * 2 + by) / (by * 2));
    }
}
