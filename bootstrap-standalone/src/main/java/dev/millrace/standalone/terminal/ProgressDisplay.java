package dev.millrace.standalone.terminal;

import java.time.Duration;

/// Shows how far the work has come, again and again.
public interface ProgressDisplay extends AutoCloseable {
    /// For those who want to see nothing.
    ProgressDisplay NONE = new ProgressDisplay() {
        @Override
        public void show(ProgressLine line, Duration elapsed) {}

        @Override
        public void say(String line) {}

        @Override
        public void close() {}
    };

    /// Shows the newest state.
    ///
    /// @param elapsed since the beginning
    void show(ProgressLine line, Duration elapsed);

    /// Shows a line that stays.
    void say(String line);

    /// Leaves the last state where it is; what is printed from now on comes below it.
    @Override
    void close();
}
