package dev.millrace.testing.cluster;

import dev.millrace.bootstrap.Interruption;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// `./millrace cluster`.
public final class ClusterMain {
    /// The S3 server runs in here and tells much; the programs have logs of their own.
    private static final String LOGGING = "handlers = java.util.logging.ConsoleHandler\n.level = SEVERE\n";

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private ClusterMain() {}

    /// Runs until a signal ends it.
    public static void main(String[] arguments) throws IOException {
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(LOGGING.getBytes(StandardCharsets.UTF_8)));
        System.exit(Interruption.guard(() -> run(arguments), ClusterCommand.TO_STOP));
    }

    private static int run(String... arguments) {
        CommandLine command = new CommandLine(new ClusterCommand(System.out));
        command.getCommandSpec()
                .addOption(OptionSpec.builder("--help")
                        .usageHelp(true)
                        .description("Says this.")
                        .build());
        return command.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler((problem, given) -> wrongUsage(problem))
                .setExecutionExceptionHandler((problem, given, parsed) -> failed(problem))
                .execute(arguments);
    }

    private static int wrongUsage(ParameterException problem) {
        String message = String.valueOf(problem.getMessage());
        System.err.println("error: " + Character.toLowerCase(message.charAt(0)) + message.substring(1)
                + "; try './millrace cluster --help'.");
        return WRONG_USAGE;
    }

    private static int failed(Exception problem) {
        if (Interruption.requested() || problem instanceof InterruptedException) {
            System.err.println("Stopped. Nothing was left behind.");
        } else {
            System.err.println("error: " + problem.getMessage());
        }
        return FAILED;
    }
}
