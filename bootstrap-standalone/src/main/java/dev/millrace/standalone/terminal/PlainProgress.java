package dev.millrace.standalone.terminal;

import java.io.PrintStream;
import java.time.Duration;

/// Lines for files, pipes and the logs of build servers: few enough to be read.
///
/// There is one when something else is being done, when another tenth is done, and after half a minute without one.
final class PlainProgress implements ProgressDisplay {
    private static final Duration AT_LEAST_APART = Duration.ofSeconds(1);
    private static final Duration AT_MOST_APART = Duration.ofSeconds(30);

    private final PrintStream out;
    private final Glyphs glyphs;
    private String label = "";
    private int tenths;
    private Duration last = Duration.ZERO;

    PlainProgress(PrintStream out, Glyphs glyphs) {
        this.out = out;
        this.glyphs = glyphs;
    }

    @Override
    public void show(ProgressLine line, Duration elapsed) {
        int reached = (int) (line.share().orElse(0) * 10);
        Duration silent = elapsed.minus(last);
        boolean due = !line.label().equals(label)
                || (reached > tenths && silent.compareTo(AT_LEAST_APART) >= 0)
                || silent.compareTo(AT_MOST_APART) >= 0;
        if (due) {
            out.println(line.plain(glyphs).strip());
            out.flush();
            label = line.label();
            tenths = reached;
            last = elapsed;
        }
    }

    @Override
    public void say(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void close() {}
}
