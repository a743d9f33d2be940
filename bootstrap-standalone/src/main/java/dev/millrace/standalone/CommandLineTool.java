package dev.millrace.standalone;

import dev.millrace.adapter.ffmpeg.NoUsableFfmpeg;
import dev.millrace.bootstrap.Interruption;
import dev.millrace.standalone.serve.ServerFailed;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/// Reads the command line, runs the command, and turns whatever goes wrong into a sentence and an exit code.
final class CommandLineTool {
    private CommandLineTool() {}

    static int run(Console console, String... arguments) {
        try {
            return tool(console).execute(ServeCommand.unlessAnother(arguments));
        } catch (Error fault) {
            return failed(console, fault);
        }
    }

    private static CommandLine tool(Console console) {
        CommandLine tool = new CommandLine(new Millrace())
                .addSubcommand(new ServeCommand(console))
                .addSubcommand(new TranscodeCommand(console))
                .addSubcommand(new ProbeCommand(console))
                .addSubcommand(new PlanCommand(console))
                .addSubcommand(new DoctorCommand(console))
                .addSubcommand(new DemoCommand(console));
        tool.getCommandSpec()
                .addOption(OptionSpec.builder("--version")
                        .versionHelp(true)
                        .description("Says which version this is.")
                        .build());
        addHelp(tool);
        tool.getSubcommands().values().forEach(CommandLineTool::addHelp);
        tool.setOut(writer(console.out()));
        tool.setErr(writer(console.err()));
        tool.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        tool.setParameterExceptionHandler((problem, given) -> wrongUsage(console, problem));
        tool.setExecutionExceptionHandler((problem, command, parsed) -> failed(console, problem));
        tool.registerConverter(Path.class, CommandLineTool::path);
        return tool;
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("--help")
                        .usageHelp(true)
                        .description("Says this.")
                        .build());
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /// Java reads file names in the encoding of the locale, and has none for what that can't express.
    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new CommandLine.TypeConversionException(
                    "the locale can't express this file name; set LC_ALL to one with UTF-8, such as C.UTF-8");
        }
    }

    private static int wrongUsage(Console console, CommandLine.ParameterException problem) {
        String message = String.valueOf(problem.getMessage());
        console.complain(Character.toLowerCase(message.charAt(0)) + message.substring(1));
        if (problem instanceof UnmatchedArgumentException unmatched) {
            suggest(console, unmatched);
        }
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        console.err().println("Try '" + command + " --help'.");
        return ExitCode.USAGE;
    }

    private static void suggest(Console console, UnmatchedArgumentException unmatched) {
        String first = unmatched.getUnmatched().getFirst();
        boolean file = unmatched.getCommandLine().getParent() == null && Files.exists(path(first));
        List<String> suggestions = file ? List.of("transcode " + first) : unmatched.getSuggestions();
        if (!suggestions.isEmpty()) {
            console.err().println("Did you mean: " + String.join(" or ", suggestions) + "?");
        }
    }

    private static int failed(Console console, Throwable problem) {
        if (Interruption.requested() || problem instanceof InterruptedException) {
            console.err().println("Stopped. Nothing was left behind.");
            return ExitCode.FAILED;
        }
        if (Logging.debugging(console.environment())) {
            problem.printStackTrace(console.err());
        }
        return switch (problem) {
            case CommandFailed failed -> {
                console.complain(failed.sentence());
                yield failed.exitCode();
            }
            case ServerFailed failed -> {
                console.complain(failed.failure().toString());
                yield ExitCode.of(failed.failure());
            }
            case NoUsableFfmpeg none -> {
                console.complain(none.getMessage() + "   [ffmpeg_unusable]");
                yield ExitCode.FAILED;
            }
            default -> {
                console.complain("Millrace failed by a fault of its own (" + problem
                        + "). Run it again with MILLRACE_DEBUG=1 to see details.   [internal_error]");
                yield ExitCode.FAILED;
            }
        };
    }
}
