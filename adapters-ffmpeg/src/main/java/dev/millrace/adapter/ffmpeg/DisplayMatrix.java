package dev.millrace.adapter.ffmpeg;

import dev.millrace.domain.media.Orientation;
import java.util.Arrays;

/// The matrix with which a file says how its picture is to be turned, as ffprobe prints it: three lines, each with a
/// number and a colon in front.
///
/// A point (x, y) of the stored picture, y growing downwards, goes to (ax + cy, bx + dy); a, b are the first two
/// numbers of the first line, c, d of the second (ISO/IEC 14496-12, 8.3.2).
final class DisplayMatrix {
    private DisplayMatrix() {}

    /// The nearest orientation in quarter turns. Upright for text of another shape.
    static Orientation orientation(String printed) {
        long[][] rows = printed.lines()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .filter(line -> !line.isEmpty())
                .map(line -> Arrays.stream(line.split("\\s+"))
                        .mapToLong(DisplayMatrix::number)
                        .toArray())
                .toArray(long[][]::new);
        if (rows.length < 2 || rows[0].length < 2 || rows[1].length < 2) {
            return Orientation.UPRIGHT;
        }
        long a = rows[0][0];
        long b = rows[0][1];
        long c = rows[1][0];
        long d = rows[1][1];
        // Mirroring comes first and changes only where the x axis goes, so the y axis tells the turn either way.
        long turns = Math.round(Math.atan2((double) -c, (double) d) / (Math.PI / 2));
        boolean mirrored = a * d - b * c < 0;
        return new Orientation(Math.toIntExact(Math.floorMod(turns, 4L)), mirrored);
    }

    private static long number(String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
