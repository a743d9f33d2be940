package dev.millrace.adapter.local;

import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The PostgreSQL programs that come along, unpacked and tried, and how they are run: with an almost empty environment,
/// never as root.
public final class PostgresPrograms {
    private final Path folder;
    private final Account account;
    private final String version;

    private PostgresPrograms(Path folder, Account account, String version) {
        this.folder = folder;
        this.account = account;
        this.version = version;
    }

    /// Where the programs are usually unpacked to: a folder `millrace` in the user's cache (`XDG_CACHE_HOME`, or
    /// `.cache` in `HOME`); as root one that the user PostgreSQL runs as can reach, which root's home seldom is.
    public static List<Path> usualCaches(Map<String, String> environment) throws IOException {
        if (runAsAnotherUser()) {
            return List.of(Path.of("/var/cache/millrace"));
        }
        return path(environment, "XDG_CACHE_HOME")
                .or(() -> path(environment, "HOME").map(home -> home.resolve(".cache")))
                .map(cache -> cache.resolve("millrace"))
                .stream()
                .toList();
    }

    /// Unpacks the programs into the first of these folders from which they run, unless they are there already.
    ///
    /// @param caches best first; each is made if need be, and passed over when it can't be written, when others can write
    ///     to it, or when it must not hold programs (`noexec`)
    /// @throws DatabaseUnusable when they run from none
    public static PostgresPrograms unpacked(List<Path> caches) throws DatabaseUnusable, InterruptedException {
        String reason = "there is no folder to unpack it to; set HOME or XDG_CACHE_HOME";
        for (Path cache : caches) {
            try {
                Path folder = PostgresArchive.forThisMachine().unpackInto(cache);
                Account account = Account.ofThisProcess();
                Optional<Path> closed = account.closedAbove(folder);
                if (closed.isPresent()) {
                    throw new IOException("the user it runs as may not pass through " + closed.get());
                }
                return new PostgresPrograms(folder, account, tried(folder, account));
            } catch (IOException e) {
                reason = DatabaseUnusable.reason(e);
            }
        }
        throw new DatabaseUnusable(
                new Failure(FailureCode.DATABASE_UNUSABLE, "PostgreSQL can't be run here: " + reason + "."));
    }

    /// The same programs for files that are there: run as their owner.
    PostgresPrograms forFilesOf(Path files) throws IOException {
        return new PostgresPrograms(folder, Account.ofOwner(files), version);
    }

    /// Whether they run as another user than this process, and so need a way to their files.
    public static boolean runAsAnotherUser() throws IOException {
        return Account.ofThisProcess().changes();
    }

    /// What the programs say they are, such as `PostgreSQL 18.6`.
    public String version() {
        return version;
    }

    /// Where they lie.
    public Path folder() {
        return folder;
    }

    /// Prepares a call of one of the programs. It gets no input; what it prints goes where the caller says.
    ///
    /// @throws IOException when this process is root and there is nothing here to change the user with
    public ProcessBuilder call(String program, List<String> arguments) throws IOException {
        return call(account.words(Optional.empty()), program, arguments);
    }

    /// The same for one that must not outlive the thread that starts it.
    ///
    /// @param signal what the kernel sends it then, such as `INT`
    ProcessBuilder callThatDiesWithUs(String signal, String program, List<String> arguments) throws IOException {
        return call(account.words(Optional.of(signal)), program, arguments);
    }

    /// Hands a file or folder to the user that the programs run as.
    public void own(Path path) throws IOException {
        account.own(path);
    }

    Account account() {
        return account;
    }

    private ProcessBuilder call(List<String> words, String program, List<String> arguments) {
        List<String> command = new ArrayList<>(words);
        command.add(folder.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", path, "LC_ALL", "C"));
        return builder;
    }

    private static String tried(Path folder, Account account) throws IOException, InterruptedException {
        Process trial = new PostgresPrograms(folder, account, "")
                .call("postgres", List.of("--version"))
                .start();
        try (InputStream output = trial.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
            if (trial.waitFor() != 0) {
                throw new IOException(text.lines().findFirst().orElse("its program does not start"));
            }
            return text.replace("postgres (PostgreSQL)", "PostgreSQL");
        } finally {
            trial.destroyForcibly();
        }
    }

    private static Optional<Path> path(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .filter(Path::isAbsolute);
    }
}
