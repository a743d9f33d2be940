package dev.millrace.domain.plan;

import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.VideoTrack;
import dev.millrace.domain.profile.Preset;
import dev.millrace.domain.profile.VideoEncoder;
import java.util.List;

/// Estimates how much processor time work will take.
///
/// Decoding and scaling cost by the source's pixels, encoding by the renditions' pixels and the preset. The figures are
/// processor seconds for a million pixels, measured with x264 of ffmpeg 8.0.1, one thread for each encoder, on one core of
/// an AMD EPYC over a film of 1080p: within 3 % of what the whole `web` ladder takes there. Other content is off by a
/// third, other machines by any factor; [Fleet#pace] tells how far estimates are from what a fleet does.
public final class EncodeCost {
    private static final double DECODING = 0.0053;
    private static final double PIXELS = 1e6;

    /// The sound of a second, in one rendition.
    private static final double SOUND = 0.017;

    /// Joining files, in relation to encoding them.
    private static final double JOINING = 0.02;

    private EncodeCost() {}

    /// Processor seconds for one frame of the film in all its sizes.
    public static double ofFrame(SourceInfo source, List<VideoRendition> renditions) {
        double decoding = source.picture().map(EncodeCost::decoding).orElse(0.0);
        return decoding + renditions.stream().mapToDouble(EncodeCost::encoding).sum();
    }

    /// Processor seconds for joining so many frames of a rendition into a file.
    public static double ofJoining(VideoRendition rendition, long frames) {
        return encoding(rendition) * frames * JOINING;
    }

    /// Processor seconds for the sound of a film, whole; 0 where its headers don't say how long it is.
    public static double ofSound(SourceInfo source, int renditions) {
        return source.timing()
                .duration()
                .map(length -> length.toMillis() / 1e3 * SOUND * renditions)
                .orElse(0.0);
    }

    private static double decoding(VideoTrack track) {
        return track.coded().pixels() / PIXELS * DECODING;
    }

    private static double encoding(VideoRendition rendition) {
        double each = switch (rendition.encoder()) {
            case VideoEncoder.X264 x264 -> x264(x264.preset());
        };
        return rendition.size().pixels() / PIXELS * each;
    }

    private static double x264(Preset preset) {
        return switch (preset) {
            case ULTRAFAST -> 0.006;
            case SUPERFAST -> 0.012;
            case VERYFAST -> 0.015;
            case FASTER -> 0.024;
            case FAST -> 0.029;
            case MEDIUM -> 0.040;
            case SLOW -> 0.058;
            case SLOWER -> 0.12;
            case VERYSLOW -> 0.29;
        };
    }
}
