package dev.millrace.domain.media;

/// A ratio of two whole numbers, used for the shape of a pixel.
///
/// @param numerator at least 1
/// @param denominator at least 1
public record Ratio(int numerator, int denominator) {
    /// One to one: square pixels.
    public static final Ratio SQUARE = new Ratio(1, 1);

    /// Refuses ratios that are not positive.
    public Ratio {
        if (numerator < 1 || denominator < 1) {
            throw new IllegalArgumentException("not a ratio: " + numerator + ":" + denominator);
        }
    }

    @Override
    public String toString() {
        return numerator + ":" + denominator;
    }
}
