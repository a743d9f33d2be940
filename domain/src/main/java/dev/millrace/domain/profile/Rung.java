package dev.millrace.domain.profile;

import dev.millrace.domain.media.Bitrate;

/// One step of a ladder: a box of 16:9, lying or standing, into which pictures are scaled, and what they may cost.
///
/// Quality is constant (CRF) under a cap, so quiet scenes are small and chunks encoded apart join without a seam.
///
/// @param shortSide pixels of the box's shorter side, even, 16 to 4320
/// @param crf x264's constant rate factor, 0 (lossless) to 51
/// @param maxBitrate the cap at up to 30 frames a second, 16k to 800M; half as much again above
/// @param buffer bits that may pass at once, in bits, 16k to 1600M; 1.5 to 2 times the cap is usual
public record Rung(int shortSide, int crf, Bitrate maxBitrate, Bitrate buffer) {
    /// The smallest short side.
    public static final int SMALLEST = 16;

    /// The largest short side.
    public static final int LARGEST = 4320;

    /// The coarsest constant rate factor.
    public static final int COARSEST_CRF = 51;

    /// The lowest cap.
    public static final Bitrate LOWEST_CAP = Bitrate.kbps(16);

    /// The highest cap, that of H.264 at its highest level (ITU-T H.264, table A-1: level 6.2).
    public static final Bitrate HIGHEST_CAP = Bitrate.kbps(800_000);

    /// The smallest buffer.
    public static final Bitrate SMALLEST_BUFFER = LOWEST_CAP;

    /// The largest buffer.
    public static final Bitrate LARGEST_BUFFER = usualBuffer(HIGHEST_CAP);

    /// Refuses what no player or encoder takes.
    public Rung {
        if (shortSide < SMALLEST || shortSide > LARGEST || shortSide % 2 != 0) {
            throw new IllegalArgumentException("a rung's short side is even and 16 to 4320, not " + shortSide);
        }
        if (crf < 0 || crf > COARSEST_CRF) {
            throw new IllegalArgumentException("a CRF is 0 to 51, not " + crf);
        }
        requireWithin(LOWEST_CAP, maxBitrate, HIGHEST_CAP);
        requireWithin(SMALLEST_BUFFER, buffer, LARGEST_BUFFER);
    }

    /// A rung whose buffer is twice its cap.
    public static Rung of(int shortSide, int crf, Bitrate maxBitrate) {
        return new Rung(shortSide, crf, maxBitrate, usualBuffer(maxBitrate));
    }

    /// Twice the cap.
    public static Bitrate usualBuffer(Bitrate maxBitrate) {
        return maxBitrate.times(2, 1);
    }

    /// Pixels of the box's longer side: the even number nearest to 16:9, so 1920 beside 1080 and 854 beside 480.
    public int longSide() {
        return (shortSide * 16 + 9) / 18 * 2;
    }

    private static void requireWithin(Bitrate least, Bitrate value, Bitrate most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("not within " + least + " and " + most + ": " + value);
        }
    }
}
