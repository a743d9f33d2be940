package dev.millrace.bootstrap;

/// What becomes of the log messages of programs that serve: one line each on standard error.
public final class ServerLog {
    /// Libraries tell what they do; only what they complain of is worth a line. In the form of `logging.properties`.
    public static final String CONFIGURATION = """
            handlers = java.util.logging.ConsoleHandler
            java.util.logging.ConsoleHandler.level = INFO
            java.util.logging.SimpleFormatter.format = %1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n
            .level = WARNING
            dev.millrace.level = INFO
            """;

    private ServerLog() {}
}
