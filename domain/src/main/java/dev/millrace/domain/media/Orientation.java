package dev.millrace.domain.media;

/// How a coded picture must be turned to be shown upright: mirrored first, then turned clockwise.
///
/// @param quarterTurns clockwise quarter turns, 0 to 3
/// @param mirrored whether it is flipped left to right before it is turned
public record Orientation(int quarterTurns, boolean mirrored) {
    /// Shown as coded.
    public static final Orientation UPRIGHT = new Orientation(0, false);

    /// Refuses turns outside 0 to 3.
    public Orientation {
        if (quarterTurns < 0 || quarterTurns > 3) {
            throw new IllegalArgumentException("quarter turns are 0 to 3, not " + quarterTurns);
        }
    }

    /// Whether width and height change places.
    public boolean swapsSides() {
        return quarterTurns % 2 == 1;
    }
}
