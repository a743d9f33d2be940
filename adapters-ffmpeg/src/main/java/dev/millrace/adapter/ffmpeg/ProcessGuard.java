package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The words in front of every media command that make it a well-behaved child: a session of its own, death together
/// with this process even when that is killed, and a priority below it.
///
/// - `setsid` gives it a session, so that all it may start can be found and killed (see [ProcessFamily]), and a Ctrl-C
///   meant for us does not reach it.
/// - `setpriv --pdeathsig KILL` lets the kernel kill it when we die. Where that is missing, a shell waits beside it for
///   the end of its standard input, which we hold open; a killed process lets go of it.
/// - `nice` keeps encoders from starving the process that holds their leases.
///
/// All but the shell replace themselves by the command, so the process id stays that of the media program.
final class ProcessGuard {
    private static final int TRIAL_SECONDS = 10;

    /// Runs the command with an empty standard input, and kills it when our own standard input ends.
    private static final String WATCH = "exec 3<&0; \"$@\" 3<&- </dev/null & child=$!; "
            + "{ read -r line <&3; kill -KILL $child; } 2>/dev/null & watch=$!; "
            + "exec 3<&-; wait $child; code=$?; kill $watch 2>/dev/null; exit $code";

    private final List<String> words;
    private final Death death;

    private ProcessGuard(List<String> words, Death death) {
        this.words = List.copyOf(words);
        this.death = death;
    }

    /// Looks for the helpers in the folders of `searchPath`, and keeps those that work here.
    static ProcessGuard discover(List<Path> searchPath) {
        List<String> words = new ArrayList<>();
        Optional<String> truth = program("true", searchPath);
        program("setsid", searchPath)
                .filter(setsid -> truth.isPresent() && works(List.of(setsid, truth.get())))
                .ifPresent(words::add);
        Optional<List<String>> kernel = program("setpriv", searchPath)
                .map(setpriv -> List.of(setpriv, "--no-new-privs", "--pdeathsig", "KILL"))
                .filter(setpriv -> truth.isPresent() && works(concat(setpriv, truth.get())));
        Optional<List<String>> shell = program("sh", searchPath).map(sh -> List.of(sh, "-c", WATCH, "watch"));
        kernel.or(() -> shell).ifPresent(words::addAll);
        program("nice", searchPath).ifPresent(nice -> words.addAll(List.of(nice, "-n", "10")));
        return new ProcessGuard(
                words, kernel.isPresent() ? Death.BY_KERNEL : shell.isPresent() ? Death.BY_SHELL : Death.NONE);
    }

    /// The whole command: the guarding words, the program, its arguments.
    List<String> around(MediaCall call) {
        List<String> command = new ArrayList<>(words);
        command.add(call.program().toString());
        command.addAll(call.arguments());
        return command;
    }

    /// Whether the standard input of the command is the thread it hangs by, and must stay open.
    boolean holdsInput() {
        return death == Death.BY_SHELL;
    }

    /// One sentence for people.
    String describe() {
        return switch (death) {
            case BY_KERNEL -> "media processes end with this one (setpriv)";
            case BY_SHELL -> "media processes end with this one (a shell watches, as setpriv is missing)";
            case NONE -> "media processes may outlive this one when it is killed: neither setpriv nor sh was found";
        };
    }

    private static Optional<String> program(String name, List<Path> searchPath) {
        return searchPath.stream()
                .map(folder -> folder.resolve(name).toAbsolutePath())
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toString)
                .findFirst();
    }

    private static boolean works(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            Process trial = ProcessStarter.start(builder);
            try {
                return trial.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS) && trial.exitValue() == 0;
            } finally {
                trial.destroyForcibly();
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> concat(List<String> words, String last) {
        List<String> all = new ArrayList<>(words);
        all.add(last);
        return all;
    }

    private enum Death {
        BY_KERNEL,
        BY_SHELL,
        NONE
    }
}
