package dev.millrace.standalone.terminal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// The few characters beyond ASCII that lines for people use, and what stands for them on terminals without UTF-8.
public enum Glyphs {
    /// For terminals that show all of Unicode.
    UNICODE('━', '─', "×", " · "),
    /// For all others.
    ASCII('=', '-', "x", ", ");

    private final char done;
    private final char open;
    private final String times;
    private final String separator;

    Glyphs(char done, char open, String times, String separator) {
        this.done = done;
        this.open = open;
        this.times = times;
        this.separator = separator;
    }

    /// Those that text in this encoding can hold.
    public static Glyphs in(Charset encoding) {
        return encoding.equals(StandardCharsets.UTF_8) ? UNICODE : ASCII;
    }

    /// The part of a bar that is done.
    public char done() {
        return done;
    }

    /// The part of a bar that is still open.
    public char open() {
        return open;
    }

    /// Between the two sides of a picture, and behind a speed.
    public String times() {
        return times;
    }

    /// Between the parts of a description.
    public String separator() {
        return separator;
    }
}
