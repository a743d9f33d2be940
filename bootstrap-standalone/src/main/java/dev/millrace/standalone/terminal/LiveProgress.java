package dev.millrace.standalone.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.IntSupplier;

/// One line at the bottom of a terminal, drawn over and over.
final class LiveProgress implements ProgressDisplay {
    private static final String BEGINNING_OF_LINE = "\r";
    private static final String ERASE_THE_REST = "\u001b[K";

    private final PrintStream terminal;
    private final Glyphs glyphs;
    private final Paint paint;
    private final IntSupplier columns;
    private String drawn = "";

    /// @param columns asked before each drawing, because people resize windows
    LiveProgress(PrintStream terminal, Glyphs glyphs, Paint paint, IntSupplier columns) {
        this.terminal = terminal;
        this.glyphs = glyphs;
        this.paint = paint;
        this.columns = columns;
    }

    @Override
    public void show(ProgressLine line, Duration elapsed) {
        // One column stays free: many terminals wrap when the last one is written.
        String next = line.live(Math.max(1, columns.getAsInt() - 1), glyphs, paint);
        if (!next.equals(drawn)) {
            terminal.print(BEGINNING_OF_LINE + next + ERASE_THE_REST);
            terminal.flush();
            drawn = next;
        }
    }

    @Override
    public void say(String line) {
        terminal.println((drawn.isEmpty() ? "" : BEGINNING_OF_LINE + ERASE_THE_REST) + line);
        terminal.print(drawn);
        terminal.flush();
    }

    @Override
    public void close() {
        if (!drawn.isEmpty()) {
            terminal.println();
            drawn = "";
        }
    }
}
