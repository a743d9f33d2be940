package dev.millrace.standalone;

import dev.millrace.bootstrap.ServerLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.LogManager;

/// What becomes of log messages. Of most commands: nothing, because failures reach people as sentences. Of the server:
/// one line each on standard error. Of everything when somebody is looking for a fault: more of them.
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

    private static volatile String usual = SILENT;

    /// Configures the log manager, which calls this.
    ///
    /// @throws IOException never: the configuration is at hand
    public Logging() throws IOException {
        String configuration = debugging(System.getenv()) ? ALL : usual;
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8)));
    }

    static void install() {
        System.setProperty("java.util.logging.config.class", Logging.class.getName());
    }

    /// To be called before the first message.
    static void serve() {
        usual = ServerLog.CONFIGURATION;
    }

    /// Whether details of faults are wanted.
    static boolean debugging(Map<String, String> environment) {
        return environment.getOrDefault(DEBUG, "").equals("1");
    }
}
