package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tries the sandboxes on this machine, strongest first. None is believed: each has to lock in a small program that
/// looks around.
final class SandboxSearch {
    /// Must see its source, not be able to write to it, not see the secret beside it, and be able to write its answer.
    private static final String TRIAL =
            "test -r \"$1\" && ! test -e \"$2\" && ! { echo >>\"$1\"; } 2>/dev/null" + " && echo well >answer";

    /// Here only the answer counts: such a program sees more than its own.
    private static final String WEAK_TRIAL = "test -r \"$1\" && echo well >answer";

    private final Helpers helpers;
    private final SandboxMode mode;
    private final SystemFiles system = SystemFiles.ofThisMachine();
    private final List<String> obstacles = new ArrayList<>();

    SandboxSearch(Helpers helpers, SandboxMode mode) {
        this.helpers = helpers;
        this.mode = mode;
    }

    /// What was found.
    ///
    /// @param obstacles why nothing stronger is used, one sentence each
    record Found(Sandbox sandbox, List<String> obstacles) {
        String describe() {
            return sandbox.describe() + (obstacles.isEmpty() ? "" : " (" + String.join("; ", obstacles) + ")");
        }
    }

    Found search() {
        if (mode == SandboxMode.OFF) {
            return new Found(new Sandbox.None(), List.of("MILLRACE_SANDBOX is off"));
        }
        Sandbox sandbox = bubblewrap().or(this::namespaces).or(this::otherUser).orElseGet(Sandbox.None::new);
        return new Found(sandbox, List.copyOf(obstacles));
    }

    private Optional<Sandbox> bubblewrap() {
        Optional<String> bwrap = helpers.program("bwrap");
        if (bwrap.isEmpty()) {
            obstacles.add("bubblewrap is not installed");
            return Optional.empty();
        }
        return firstThatWorks("bubblewrap", Bubblewrap.variants(bwrap.get(), system));
    }

    private Optional<Sandbox> namespaces() {
        Optional<String> unshare = helpers.program("unshare");
        Optional<String> shell = helpers.program("sh");
        Optional<String> setpriv = helpers.program("setpriv").flatMap(SandboxSearch::real);
        if (unshare.isEmpty() || shell.isEmpty() || setpriv.isEmpty()) {
            obstacles.add("unshare is not installed");
            return Optional.empty();
        }
        String folders = String.join(
                ":", helpers.searchPath().stream().map(Path::toString).toList());
        Namespaces.Tools tools = new Namespaces.Tools(unshare.get(), shell.get(), setpriv.get(), folders);
        return firstThatWorks("unshare", Namespaces.variants(tools, system));
    }

    private Optional<Sandbox> otherUser() {
        if (!SystemFiles.weAreRoot()) {
            return Optional.empty();
        }
        return helpers.program("setpriv")
                .flatMap(setpriv -> firstThatWorks("setpriv", List.of(new OtherUser(setpriv))));
    }

    /// Links of other folders are not seen inside.
    private static Optional<String> real(String program) {
        try {
            return Optional.of(Path.of(program).toRealPath().toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Sandbox> firstThatWorks(String name, List<? extends Sandbox> variants) {
        String why = "";
        for (Sandbox sandbox : variants) {
            Optional<String> trouble = trouble(sandbox);
            if (trouble.isEmpty()) {
                return Optional.of(sandbox);
            }
            why = trouble.get();
        }
        obstacles.add(name + " is refused here: " + why);
        return Optional.empty();
    }

    private Optional<String> trouble(Sandbox sandbox) {
        Optional<Path> shell = helpers.program("sh").map(Path::of);
        if (shell.isEmpty()) {
            return Optional.of("there is no sh to try it with");
        }
        try (ScratchFolder folder = ScratchFolder.temporary()) {
            Path own = Files.createDirectory(folder.path().resolve("own"));
            Path source = Files.createFile(folder.path().resolve("source"));
            Path secret = Files.createFile(folder.path().resolve("secret"));
            String script = sandbox.isWhole() ? TRIAL : WEAK_TRIAL;
            MediaCall call = new MediaCall(
                    shell.get().toRealPath(),
                    List.of("-c", script, "trial", source.toString(), secret.toString()),
                    Map.of(),
                    new Room(own, List.of(source)),
                    Bounds.PROBING);
            List<String> command = new ArrayList<>(sandbox.around(call));
            command.add(call.program().toString());
            command.addAll(call.arguments());
            Optional<String> trouble = Helpers.trouble(command, own);
            boolean well = trouble.isEmpty() && Files.exists(own.resolve("answer"));
            return well ? Optional.empty() : trouble.or(() -> Optional.of("it does not lock in"));
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
