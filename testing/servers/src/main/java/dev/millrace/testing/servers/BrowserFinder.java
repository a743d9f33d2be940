package dev.millrace.testing.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks for a browser.
final class BrowserFinder {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final String NONE = "none";
    private static final Duration TO_INSTALL = Duration.ofMinutes(10);

    private final Map<String, String> environment;
    private final boolean mayInstall;
    private final List<String> refused = new ArrayList<>();

    /// What this JVM found.
    static final class Here {
        static final BrowserSearch RESULT = new BrowserFinder(System.getenv(), isRoot()).find();

        private Here() {}

        private static boolean isRoot() {
            try {
                return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
            } catch (IOException e) {
                // A system without /proc has no apt-get either.
                return false;
            }
        }
    }

    /// @param environment of the process
    /// @param mayInstall whether to ask the package manager for a browser when there is none
    BrowserFinder(Map<String, String> environment, boolean mayInstall) {
        this.environment = environment;
        this.mayInstall = mayInstall;
    }

    /// The first that plays H.264 and AAC. One that was named is not replaced by another.
    BrowserSearch find() {
        String named = environment.getOrDefault("MILLRACE_BROWSER", "");
        if (named.equals(NONE)) {
            return new BrowserSearch.None("MILLRACE_BROWSER is none, so no film is played in a browser.");
        }
        Optional<Path> usable =
                named.isEmpty() ? firstUsable(onThePath()).or(this::installed) : firstUsable(List.of(Path.of(named)));
        return usable.<BrowserSearch>map(BrowserSearch.Found::new)
                .orElseGet(() -> named.isEmpty() ? none() : missing());
    }

    private BrowserSearch missing() {
        return new BrowserSearch.Missing("MILLRACE_BROWSER names no browser that plays H.264 and AAC" + reasons()
                + ": name another, or none to leave out the tests that need one.");
    }

    private BrowserSearch none() {
        return new BrowserSearch.None("No browser that plays H.264 and AAC was found" + reasons()
                + ", so no film is played in one: install Chromium, or name a browser in MILLRACE_BROWSER.");
    }

    private String reasons() {
        return refused.isEmpty() ? "" : " (" + String.join("; ", refused) + ")";
    }

    private Optional<Path> firstUsable(List<Path> candidates) {
        for (Path candidate : candidates) {
            Optional<String> reason = reasonAgainst(candidate);
            if (reason.isEmpty()) {
                return Optional.of(candidate);
            }
            refused.add(candidate + " " + reason.get());
        }
        return Optional.empty();
    }

    private static Optional<String> reasonAgainst(Path candidate) {
        if (!Files.isExecutable(candidate)) {
            return Optional.of("is no program");
        }
        try {
            return Browser.playsFilms(candidate) ? Optional.empty() : Optional.of("does not play them");
        } catch (IOException e) {
            return Optional.of("does not start");
        }
    }

    private Optional<Path> installed() {
        Optional<Path> aptGet = found("apt-get").findFirst();
        if (!mayInstall || aptGet.isEmpty()) {
            return Optional.empty();
        }
        if (!(succeeds(aptGet.get(), "update")
                && succeeds(aptGet.get(), "-y", "--no-install-recommends", "install", "chromium"))) {
            refused.add("apt-get could not install chromium");
        }
        return firstUsable(onThePath());
    }

    private static boolean succeeds(Path aptGet, String... arguments) {
        List<String> command = new ArrayList<>(List.of(aptGet.toString(), "-q"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        return Command.succeeds(builder, TO_INSTALL, Process::destroy);
    }

    private List<Path> onThePath() {
        return NAMES.stream().flatMap(this::found).toList();
    }

    private Stream<Path> found(String name) {
        return Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable);
    }
}
