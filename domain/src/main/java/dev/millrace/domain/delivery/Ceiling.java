package dev.millrace.domain.delivery;

import dev.millrace.domain.media.Bitrate;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.plan.Grid;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.profile.AudioEncoder;
import dev.millrace.domain.profile.Preset;
import dev.millrace.domain.profile.VideoEncoder;
import java.util.Locale;
import java.util.Optional;

/// What a rendition can ask of a player at most, said before a frame of it was encoded: from its recipe alone, so that it
/// stays the same until it can be measured.
final class Ceiling {
    /// Boxes around the samples of a segment, and what the encoder says of itself.
    private static final long BYTES_PER_SEGMENT = 2_000;

    /// Size, length, flags and offset of each sample (ISO/IEC 14496-12, 8.8.8).
    private static final long BYTES_PER_SAMPLE = 16;

    private static final int SAMPLES_PER_AAC_FRAME = 1024;

    private Ceiling() {}

    /// No full segment of capped pictures holds more: the cap over its whole length, and all that the buffer lets pass at
    /// once.
    static MultivariantPlaylist.Cost of(VideoRendition rendition, Grid grid) {
        double seconds = grid.rate().durationOf(grid.segmentFrames()).seconds();
        double bits = rendition.maxBitrate().bitsPerSecond()
                + rendition.buffer().bitsPerSecond() / seconds
                + boxes(seconds, grid.rate().perSecond());
        return new MultivariantPlaylist.Cost(codecs(rendition, grid.rate()), roundedUp(bits), Optional.empty());
    }

    /// AAC keeps to its bitrate but for what its reservoir saves up; a quarter more holds both.
    static MultivariantPlaylist.Cost of(AudioRendition rendition, MediaDuration segment) {
        double frames = (double) rendition.recipe().sampleRate() / SAMPLES_PER_AAC_FRAME;
        double bits = rendition.recipe().bitrate().bitsPerSecond() * 1.25 + boxes(segment.seconds(), frames);
        return new MultivariantPlaylist.Cost(codecs(rendition), roundedUp(bits), Optional.empty());
    }

    /// The longest segment of sound: it ends with the first whole frame that reaches the length wanted.
    static MediaDuration longest(AudioRendition rendition, MediaDuration segment) {
        return segment.plus(
                new MediaDuration(SAMPLES_PER_AAC_FRAME, rendition.recipe().sampleRate()));
    }

    private static String codecs(VideoRendition rendition, FrameRate rate) {
        return switch (rendition.encoder()) {
            case VideoEncoder.X264(Preset preset) ->
                String.format(
                        Locale.ROOT,
                        "avc1.6400%02x",
                        H264Level.of(rendition, preset, rate).code());
        };
    }

    private static String codecs(AudioRendition rendition) {
        return switch (rendition.recipe().encoder()) {
            case AudioEncoder.AacLc _ -> "mp4a.40.2";
        };
    }

    private static double boxes(double segmentSeconds, double samplesPerSecond) {
        return 8 * (BYTES_PER_SEGMENT / segmentSeconds + BYTES_PER_SAMPLE * samplesPerSecond);
    }

    private static Bitrate roundedUp(double bitsPerSecond) {
        return new Bitrate((long) Math.ceil(bitsPerSecond));
    }
}
