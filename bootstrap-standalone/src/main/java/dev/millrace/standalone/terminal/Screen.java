package dev.millrace.standalone.terminal;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.function.IntSupplier;

/// What can be shown on standard error.
///
/// @param live whether a line can be drawn over
/// @param glyphs which characters it shows
/// @param paint its colours
/// @param columns how wide it is now
public record Screen(boolean live, Glyphs glyphs, Paint paint, IntSupplier columns) {
    /// A screen as its surroundings describe it. `NO_COLOR` of any value but nothing turns colours off
    /// (<https://no-color.org>); `TERM=dumb` stands for a terminal that can't move its cursor.
    ///
    /// @param environment of the process
    /// @param terminal whether standard error is a terminal
    /// @param encoding of standard error, as Java names it
    /// @param columns asked on terminals only
    public static Screen of(Map<String, String> environment, boolean terminal, String encoding, IntSupplier columns) {
        boolean live = terminal && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean plain = !live || !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Screen(live, Glyphs.in(charset(encoding)), plain ? Paint.NONE : Paint.COLOURS, columns);
    }

    /// A display of progress that suits the screen.
    public ProgressDisplay progress(PrintStream out) {
        return live ? new LiveProgress(out, glyphs, paint, columns) : new PlainProgress(out, glyphs);
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.US_ASCII;
        }
    }
}
