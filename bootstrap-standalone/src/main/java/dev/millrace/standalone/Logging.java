package dev.millrace.standalone;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.LogManager;

/// What becomes of log messages: nothing, because failures reach people as sentences; on standard error when somebody
/// is looking for a fault.
///
/// Java's log manager makes an object of this class once the first message comes, and not before: most runs have none.
public final class Logging {
    private static final String DEBUG = "MILLRACE_DEBUG";

    private static final String SILENT = "handlers =\n.level = OFF\n";

    private static final String ALL = """
            handlers = java.util.logging.ConsoleHandler
            java.util.logging.ConsoleHandler.level = FINE
            java.util.logging.SimpleFormatter.format = %1$tT.%1$tL %4$s %3$s: %5$s%6$s%n
            .level = INFO
            dev.millrace.level = FINE
            """;

    /// Configures the log manager, which calls this.
    ///
    /// @throws IOException never: the configuration is at hand
    public Logging() throws IOException {
        String configuration = debugging(System.getenv()) ? ALL : SILENT;
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8)));
    }

    static void install() {
        System.setProperty("java.util.logging.config.class", Logging.class.getName());
    }

    /// Whether details of faults are wanted.
    static boolean debugging(Map<String, String> environment) {
        return environment.getOrDefault(DEBUG, "").equals("1");
    }
}
