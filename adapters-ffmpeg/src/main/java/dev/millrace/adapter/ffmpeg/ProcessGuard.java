package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The words in front of every media command that make it a well-behaved child: a session of its own, death together
/// with this process even when that is killed, a priority below it, limits on what it may use, and a sandbox.
///
/// - `setsid` gives it a session, so that all it may start can be found and killed (see [ProcessFamily]), and a Ctrl-C
///   meant for us does not reach it.
/// - `setpriv --pdeathsig KILL` lets the kernel kill it when we die. Where that is missing, a shell waits beside it for
///   the end of its standard input, which we hold open; a killed process lets go of it.
/// - `nice` keeps encoders from starving the process that holds their leases.
/// - `choom` makes the kernel end them, not us or a database, when the machine runs out of memory.
/// - `prlimit` sets its [Bounds].
/// - a [Sandbox] takes the network, the files and the rights that it has no use for.
final class ProcessGuard {
    /// Runs the command with an empty standard input, and kills it when our own standard input ends.
    private static final String WATCH = "exec 3<&0; \"$@\" 3<&- </dev/null & child=$!; "
            + "{ read -r line <&3; kill -KILL $child; } 2>/dev/null & watch=$!; "
            + "exec 3<&-; wait $child; code=$?; kill $watch 2>/dev/null; exit $code";

    private final List<String> words;
    private final Death death;
    private final Optional<String> prlimit;
    private final SandboxSearch.Found sandbox;

    private ProcessGuard(List<String> words, Death death, Optional<String> prlimit, SandboxSearch.Found sandbox) {
        this.words = List.copyOf(words);
        this.death = death;
        this.prlimit = prlimit;
        this.sandbox = sandbox;
    }

    /// Looks for the helpers in the folders of `searchPath`, and keeps those that work here.
    static ProcessGuard discover(List<Path> searchPath, SandboxMode mode) {
        Helpers helpers = new Helpers(searchPath);
        List<String> words = new ArrayList<>();
        working(helpers, "setsid").ifPresent(words::addAll);
        Optional<List<String>> kernel = working(helpers, "setpriv", "--no-new-privs", "--pdeathsig", "KILL");
        Optional<List<String>> shell = helpers.program("sh").map(sh -> List.of(sh, "-c", WATCH, "watch"));
        kernel.or(() -> shell).ifPresent(words::addAll);
        working(helpers, "nice", "-n", "10").ifPresent(words::addAll);
        working(helpers, "choom", "-n", "500", "--").ifPresent(words::addAll);
        Optional<String> prlimit = helpers.program("prlimit")
                .filter(program ->
                        works(helpers, with(program, Bounds.WORKING.words().toArray(String[]::new))));
        return new ProcessGuard(
                words,
                kernel.isPresent() ? Death.BY_KERNEL : shell.isPresent() ? Death.BY_SHELL : Death.NONE,
                prlimit,
                new SandboxSearch(helpers, mode).search());
    }

    /// The whole command: the guarding words, the program, its arguments.
    ///
    /// @throws IOException when its folder can't be made ready
    List<String> around(MediaCall call) throws IOException {
        List<String> command = new ArrayList<>(words);
        if (prlimit.isPresent()) {
            command.add(prlimit.get());
            command.addAll(call.bounds().words());
        }
        command.addAll(sandbox.sandbox().around(call));
        command.add(call.program().toString());
        command.addAll(call.arguments());
        return command;
    }

    /// Whether the standard input of the command is the thread it hangs by, and must stay open.
    boolean holdsInput() {
        return death == Death.BY_SHELL;
    }

    /// Whether a program that was taken over reaches neither the network nor any file but its own.
    boolean locksIn() {
        return sandbox.sandbox().isWhole();
    }

    /// One sentence for people.
    String describe() {
        String end = switch (death) {
            case BY_KERNEL -> "they end with this one (setpriv)";
            case BY_SHELL -> "they end with this one (a shell watches, as setpriv is missing)";
            case NONE -> "they may outlive this one when it is killed, as neither setpriv nor sh was found";
        };
        String limits = prlimit.isPresent() ? "" : "; their memory is not limited, as prlimit is missing";
        return "media processes run " + sandbox.describe() + "; " + end + limits;
    }

    /// The words of a helper that replaces itself by the command behind it, if it is there and does so.
    private static Optional<List<String>> working(Helpers helpers, String name, String... options) {
        return helpers.program(name).map(program -> with(program, options)).filter(words -> works(helpers, words));
    }

    private static boolean works(Helpers helpers, List<String> words) {
        Optional<String> truth = helpers.program("true");
        return truth.isPresent()
                && Helpers.trouble(with(words, truth.get()), Path.of("/")).isEmpty();
    }

    private static List<String> with(String program, String... options) {
        List<String> all = new ArrayList<>(List.of(program));
        all.addAll(List.of(options));
        return all;
    }

    private static List<String> with(List<String> words, String last) {
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
