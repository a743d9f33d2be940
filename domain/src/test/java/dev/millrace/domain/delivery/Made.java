package dev.millrace.domain.delivery;

import dev.millrace.domain.media.Bitrate;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.media.Language;
import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.profile.AudioEncoder;
import dev.millrace.domain.profile.AudioRecipe;
import dev.millrace.domain.profile.Preset;
import dev.millrace.domain.profile.VideoEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// What encoders might have made.
final class Made {
    static final FrameRate FILM_RATE = new FrameRate(24000, 1001);

    private Made() {}

    static Presentation.Picture aPicture(int width, int height, List<MediaSegment> segments) {
        VideoRendition rendition = new VideoRendition(
                new RenditionId(height + "p"),
                new VideoEncoder.X264(Preset.FAST),
                new FrameSize(width, height),
                22,
                Bitrate.kbps(6000),
                Bitrate.kbps(12000));
        return new Presentation.Picture(rendition, FILM_RATE, aTrack(height + "p", "avc1.64001f", segments));
    }

    static Presentation.Sound aSound(int number, String language, boolean preferred, List<MediaSegment> segments) {
        AudioRendition rendition = new AudioRendition(
                new RenditionId("audio-" + number),
                number,
                OptionalInt.empty(),
                Language.said(language),
                preferred,
                stereo());
        return new Presentation.Sound(rendition, aTrack("audio-" + number, "mp4a.40.2", segments));
    }

    static SegmentedTrack aTrack(String rendition, String codecs, List<MediaSegment> segments) {
        return new SegmentedTrack(
                new RenditionId(rendition), codecs, aFile("out/" + rendition + "/init.mp4", 800), segments);
    }

    /// Segments of so many frames of a film, each of so many bytes.
    static List<MediaSegment> pictures(String rendition, long bytes, int... frames) {
        List<MediaSegment> segments = new ArrayList<>();
        for (int length : frames) {
            String key = "out/" + rendition + "/seg-" + segments.size() + ".m4s";
            segments.add(new MediaSegment(aFile(key, bytes), FILM_RATE.durationOf(length)));
        }
        return segments;
    }

    /// Segments of so many AAC frames of 1024 samples at 48 kHz, each of so many bytes.
    static List<MediaSegment> sound(String rendition, long bytes, int... aacFrames) {
        List<MediaSegment> segments = new ArrayList<>();
        for (int length : aacFrames) {
            String key = "out/" + rendition + "/seg-" + segments.size() + ".m4s";
            segments.add(new MediaSegment(aFile(key, bytes), new MediaDuration(length * 1024L, 48_000)));
        }
        return segments;
    }

    static StoredFile aFile(String key, long bytes) {
        return new StoredFile(new ObjectKey(key), new ByteSize(bytes), "ab".repeat(32));
    }

    private static AudioRecipe stereo() {
        return new AudioRecipe(new AudioEncoder.AacLc(), Bitrate.kbps(128), 2, 48_000);
    }
}
