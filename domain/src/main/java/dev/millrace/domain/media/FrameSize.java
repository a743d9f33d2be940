package dev.millrace.domain.media;

/// Width and height of a picture in pixels.
///
/// @param width at least 1
/// @param height at least 1
public record FrameSize(int width, int height) {
    /// Refuses sizes without pixels.
    public FrameSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("not a frame size: " + width + "x" + height);
        }
    }

    /// The shorter of the two sides: what a rung of a ladder is named by, whichever way the picture stands.
    public int shortSide() {
        return Math.min(width, height);
    }

    /// The longer of the two sides.
    public int longSide() {
        return Math.max(width, height);
    }

    /// The number of pixels.
    public long pixels() {
        return (long) width * height;
    }

    /// The same picture turned by a quarter.
    public FrameSize turned() {
        return new FrameSize(/* width= */ height, /* height= */ width);
    }

    /// As players and people write it: `1920x1080`.
    @Override
    public String toString() {
        return width + "x" + height;
    }
}
