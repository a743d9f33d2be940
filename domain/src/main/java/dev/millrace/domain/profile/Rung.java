package dev.millrace.domain.profile;

import dev.millrace.domain.media.Bitrate;

/// One step of a ladder: a size and what it may cost.
///
/// Quality is constant (CRF) under a cap, so quiet scenes are small and chunks encoded apart join without a seam.
///
/// @param shortSide pixels of the shorter side, even, 16 to 4320
/// @param crf x264's constant rate factor, 0 (lossless) to 51
/// @param maxBitrate the cap at up to 30 frames a second; half as much again above
/// @param buffer bits that may pass at once, in bits; 1.5 to 2 times the cap is usual
public record Rung(int shortSide, int crf, Bitrate maxBitrate, Bitrate buffer) {
    /// The smallest short side.
    public static final int SMALLEST = 16;

    /// The largest short side.
    public static final int LARGEST = 4320;

    /// Refuses what no player or encoder takes.
    public Rung {
        if (shortSide < SMALLEST || shortSide > LARGEST || shortSide % 2 != 0) {
            throw new IllegalArgumentException("a rung's short side is even and 16 to 4320, not " + shortSide);
        }
        if (crf < 0 || crf > 51) {
            throw new IllegalArgumentException("a CRF is 0 to 51, not " + crf);
        }
    }

    /// A rung whose buffer is twice its cap.
    public static Rung of(int shortSide, int crf, Bitrate maxBitrate) {
        return new Rung(shortSide, crf, maxBitrate, maxBitrate.times(2, 1));
    }
}
