package dev.millrace.standalone.terminal;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/// How far the work has come, on one line.
///
/// @param label what is being done, up to eight letters
/// @param share of the work that is done, 0 to 1; empty while the amount of work is not known
/// @param speed as a multiple of the film's own; empty while not known
/// @param left how long it will take; empty while not known
public record ProgressLine(String label, OptionalDouble share, OptionalDouble speed, Optional<Duration> left) {
    /// Where what belongs to a label begins.
    static final int INDENT = 11;

    private static final int BAR = 20;
    private static final int SHORTEST_BAR = 5;
    private static final String GAP = "   ";

    /// The line without a bar, for files and pipes.
    public String plain(Glyphs glyphs) {
        return indented(label) + numbers(glyphs).strip();
    }

    /// The line with a bar, at most `columns` wide. What finds no room is left out: first the bar gets shorter, then
    /// the time goes, then the speed, then the bar.
    public String live(int columns, Glyphs glyphs, Paint paint) {
        ProgressLine line = this;
        while (line.least(glyphs) > columns && (line.left.isPresent() || line.speed.isPresent())) {
            line = line.left.isPresent()
                    ? new ProgressLine(label, share, speed, Optional.empty())
                    : new ProgressLine(label, share, OptionalDouble.empty(), Optional.empty());
        }
        String numbers = line.numbers(glyphs);
        int bar = Math.min(BAR, columns - INDENT - numbers.length());
        if (bar < SHORTEST_BAR) {
            String plain = line.plain(glyphs);
            return plain.substring(0, Math.min(plain.length(), columns));
        }
        int done = (int) (bar * share.orElse(0));
        return indented(label)
                + paint.strong(Character.toString(glyphs.done()).repeat(done))
                + paint.faint(Character.toString(glyphs.open()).repeat(bar - done))
                + numbers;
    }

    /// A label with what belongs to it: `note       The sound is longer than the picture.`
    public static String labelled(String label, String text) {
        return indented(label) + text;
    }

    private int least(Glyphs glyphs) {
        return INDENT + SHORTEST_BAR + numbers(glyphs).length();
    }

    private String numbers(Glyphs glyphs) {
        StringBuilder text = new StringBuilder();
        share.ifPresent(done -> text.append(" ".repeat(done < 1 ? 2 : 1))
                .append(done < 0.1 ? " " : "")
                .append((int) (done * 100))
                .append(" %"));
        speed.ifPresent(times -> text.append(GAP).append(Units.twoDigits(times)).append(glyphs.times()));
        left.ifPresent(time -> text.append(GAP).append(Units.clock(time)).append(" left"));
        return text.toString();
    }

    private static String indented(String label) {
        return label + " ".repeat(Math.max(GAP.length(), INDENT - label.length()));
    }
}
