package dev.millrace.domain.media;

import java.util.Locale;

/// A stable name of something unusual in a source. Codes are part of the public contract: they are added, never renamed.
public enum WarningCode {
    /// A track can't be read here, because of its codec or its size; the others were transcoded.
    STREAM_SKIPPED,
    /// A track has a header but no content; the others were transcoded.
    TRACK_EMPTY,
    /// The file holds several tracks of pictures; one was transcoded.
    PICTURES_LEFT_OUT,
    /// The file holds subtitles, which are not transcoded.
    SUBTITLES_LEFT_OUT,
    /// The file's first two tracks of one channel each were taken for left and right; further ones were left out.
    CHANNELS_PAIRED,
    /// Sound of more channels was mixed down.
    SOUND_MIXED_DOWN,

    /// The file does not say how long it is; it was measured.
    DURATION_UNKNOWN,
    /// The file claims to be absurdly long; it was measured.
    DURATION_DOUBTFUL,
    /// The pictures end before the length that the file declares; what is there was transcoded.
    PICTURE_SHORTER_THAN_DECLARED,
    /// The file's clock jumps; its packets were copied onto a clock that runs steadily before it was transcoded.
    CLOCK_MENDED,

    /// The file does not say its frame rate, and 25 frames a second were assumed.
    FRAME_RATE_UNKNOWN,
    /// The pictures come unevenly; they were laid on a grid of one rate, some held and some dropped.
    FRAME_RATE_UNEVEN,
    /// The pictures come faster than players show them; every second one or fewer were kept.
    FRAME_RATE_LOWERED,
    /// The picture is interlaced; whole frames were made of its fields.
    DEINTERLACED,

    /// The file gives its pixels an impossible shape; square ones were assumed.
    PIXEL_SHAPE_IGNORED,
    /// The picture is in high dynamic range (PQ or HLG); its brightness was mapped to what every screen shows.
    HDR_TONE_MAPPED,
    /// The picture is in a form of Dolby Vision that only its own players decode; its colours may be wrong.
    DOLBY_VISION_ONLY,
    /// The picture's format has transparency; it was laid on black.
    TRANSPARENCY_REMOVED;

    /// The code as clients see it, in lower case with underscores, such as `duration_unknown`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// This warning, said of one source.
    ///
    /// @param sentence what was unusual and what was done about it
    public Warning because(String sentence) {
        return new Warning(word(), sentence);
    }
}
