package dev.millrace.domain.delivery;

import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.plan.VideoRendition;
import dev.millrace.domain.profile.Preset;
import java.util.Arrays;

/// What a decoder of H.264 must be able to do at least (ITU-T H.264, table A-1), for renditions that are not made yet.
///
/// x264 writes the lowest level that holds what it was told; the same table, read the same way, says it beforehand. Level
/// 1b is left out: what needs it is promised 1.1, which can do more.
///
/// @param code the level times ten, as it is written into the stream
/// @param blocksPerSecond of 16 x 16 pixels
/// @param blocks of one picture
/// @param storedBlocks of all pictures that are kept for reference
/// @param kilobits per second, in the Main profile
/// @param buffer in kilobits, in the Main profile
record H264Level(int code, long blocksPerSecond, long blocks, long storedBlocks, long kilobits, long buffer) {
    private static final H264Level[] ALL = {
        new H264Level(10, 1_485, 99, 396, 64, 175),
        new H264Level(11, 3_000, 396, 900, 192, 500),
        new H264Level(12, 6_000, 396, 2_376, 384, 1_000),
        new H264Level(13, 11_880, 396, 2_376, 768, 2_000),
        new H264Level(20, 11_880, 396, 2_376, 2_000, 2_000),
        new H264Level(21, 19_800, 792, 4_752, 4_000, 4_000),
        new H264Level(22, 20_250, 1_620, 8_100, 4_000, 4_000),
        new H264Level(30, 40_500, 1_620, 8_100, 10_000, 10_000),
        new H264Level(31, 108_000, 3_600, 18_000, 14_000, 14_000),
        new H264Level(32, 216_000, 5_120, 20_480, 20_000, 20_000),
        new H264Level(40, 245_760, 8_192, 32_768, 20_000, 25_000),
        new H264Level(41, 245_760, 8_192, 32_768, 50_000, 62_500),
        new H264Level(42, 522_240, 8_704, 34_816, 50_000, 62_500),
        new H264Level(50, 589_824, 22_080, 110_400, 135_000, 135_000),
        new H264Level(51, 983_040, 36_864, 184_320, 240_000, 240_000),
        new H264Level(52, 2_073_600, 36_864, 184_320, 240_000, 240_000),
        new H264Level(60, 4_177_920, 139_264, 696_320, 240_000, 240_000),
        new H264Level(61, 8_355_840, 139_264, 696_320, 480_000, 480_000),
        new H264Level(62, 16_711_680, 139_264, 696_320, 800_000, 800_000)
    };

    private static final int BLOCK = 16;

    /// The level of a rendition, the highest one where none suffices.
    static H264Level of(VideoRendition rendition, Preset preset, FrameRate rate) {
        return Arrays.stream(ALL)
                .filter(level -> level.holds(rendition, preset, rate))
                .findFirst()
                .orElse(ALL[ALL.length - 1]);
    }

    private boolean holds(VideoRendition rendition, Preset preset, FrameRate rate) {
        long across = Math.ceilDiv(rendition.size().width(), BLOCK);
        long down = Math.ceilDiv(rendition.size().height(), BLOCK);
        long picture = across * down;
        return picture <= blocks
                && across * across <= 8 * blocks
                && down * down <= 8 * blocks
                && picture * storedPictures(preset) <= storedBlocks
                && picture * rate.perSecond() <= blocksPerSecond
                && withinBits(rendition.maxBitrate().bitsPerSecond(), kilobits, preset)
                && withinBits(rendition.buffer().bitsPerSecond(), buffer, preset);
    }

    /// In the High profile a level holds a quarter more (A.3.3 of the same recommendation, cpbBrVclFactor). The fastest
    /// preset uses nothing of High, so that x264 writes a lower profile.
    private static boolean withinBits(long bits, long mainKilobits, Preset preset) {
        return preset == Preset.ULTRAFAST ? bits <= mainKilobits * 1000 : bits <= mainKilobits * 1250;
    }

    /// Pictures that x264 keeps: its preset's references, and at least 4 where pictures refer to others both ways.
    private static int storedPictures(Preset preset) {
        return switch (preset) {
            case ULTRAFAST -> 1;
            case SUPERFAST, VERYFAST, FASTER, FAST, MEDIUM -> 4;
            case SLOW -> 5;
            case SLOWER -> 8;
            case VERYSLOW -> 16;
        };
    }
}
