package dev.millrace.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a file must become: a line of `compatibility/expected.tsv`. `docs/compatibility.md` tells how it was written.
///
/// @param file below the corpus
/// @param verdict `made`, or the code of the refusal
/// @param rate of the grid; `-` without pictures
/// @param frames slots of the grid
/// @param size of the largest rendition with the profile `test`
/// @param webSize of the largest rendition with the profile `web`
/// @param seconds length of the whole file
/// @param orientation `upright`, or degrees by which the stored picture must be turned clockwise; `mirrored` when it
///     must be flipped left to right before
/// @param audio languages of the sound renditions, in order
/// @param warnings codes, in order
/// @param odd what is odd about the file
record Expectation(
        String file,
        String verdict,
        String rate,
        long frames,
        String size,
        String webSize,
        double seconds,
        String orientation,
        List<String> audio,
        List<String> warnings,
        String odd) {
    static List<Expectation> all() {
        try (InputStream stream = Expectation.class.getResourceAsStream("/compatibility/expected.tsv")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(Expectation::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean made() {
        return verdict.equals("made");
    }

    boolean hasPicture() {
        return !rate.equals("-");
    }

    boolean isIn(String folder) {
        return file.startsWith(folder + "/");
    }

    int turns() {
        return orientation.equals("upright") ? 0 : Integer.parseInt(orientation.split(" ", -1)[0]) / 90;
    }

    boolean mirrored() {
        return orientation.endsWith("mirrored");
    }

    private static Expectation read(String line) {
        String[] part = line.split("\t", -1);
        return new Expectation(
                part[0],
                part[1],
                part[2],
                part[3].equals("-") ? 0 : Long.parseLong(part[3]),
                part[4],
                part[5],
                part[6].equals("-") ? 0 : Double.parseDouble(part[6]),
                part[7],
                list(part[8]),
                list(part[9]),
                part[10]);
    }

    private static List<String> list(String words) {
        return words.equals("-") ? new ArrayList<>() : Arrays.asList(words.split(",", -1));
    }
}
