package dev.millrace.testing.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Chrome or Chromium without a window that shows one page, with a profile of its own. What happens on the page is for
/// the page to report; nothing reaches into it.
///
/// The page may read from any origin, as a player does that is embedded elsewhere, and start films without a click.
/// Closing ends every process of the browser and removes its files; so does the end of this JVM, even by `kill -9`.
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Little that runs by itself, nothing that asks the network for anything but the page.
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-breakpad",
            "--disable-background-timer-throttling",
            "--disable-renderer-backgrounding",
            "--disable-web-security",
            "--autoplay-policy=no-user-gesture-required");

    private static final String ASKING = "data:text/html,<script>const v=document.createElement('video');"
            + "document.title='plays:'+['avc1.64001f','mp4a.40.2'].every(c=>v.canPlayType("
            + "(c[0]=='a'?'video':'audio')+'/mp4; codecs=\"'+c+'\"')=='probably')</script>";

    private final Process process;
    private final Lifeline lifeline;
    private final Path folder;

    private Browser(Path program, List<String> arguments, Path folder) throws IOException {
        this.folder = folder;
        this.lifeline = Lifeline.holding(folder);
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(FLAGS);
        command.add("--user-data-dir=" + folder.resolve("profile"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output(folder).toFile())
                .redirectError(folder.resolve("errors.log").toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        // Caches, crash reports and sockets go where they are removed.
        builder.environment().keySet().retainAll(List.of("PATH", "LANG"));
        List.of("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")
                .forEach(name -> builder.environment().put(name, folder.toString()));
        this.process = builder.start();
        lifeline.guard(List.of(process.toHandle()));
    }

    /// Opens a page.
    ///
    /// @param program of the browser
    /// @throws UncheckedIOException when it can't be started
    public static Browser open(Path program, URI page) {
        try {
            return new Browser(program, List.of(page.toString()), newFolder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Asks a browser whether it plays H.264 and AAC in MP4.
    ///
    /// @throws IOException when it can't be started
    static boolean playsFilms(Path program) throws IOException {
        Path folder = newFolder();
        try (Browser asked = new Browser(program, List.of("--dump-dom", ASKING), folder)) {
            return asked.ends()
                    && Files.readString(output(folder), StandardCharsets.UTF_8).contains("plays:true");
        }
    }

    /// Its first process.
    ProcessHandle process() {
        return process.toHandle();
    }

    /// All its files.
    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        List<ProcessHandle> family = new ArrayList<>(List.of(process.toHandle()));
        process.descendants().forEach(family::add);
        Signal.KILL.sendTo(family);
        family.forEach(member -> member.onExit()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join());
        lifeline.guardNothing();
        lifeline.release();
    }

    private boolean ends() {
        try {
            return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path output(Path folder) {
        return folder.resolve("output.log");
    }

    private static Path newFolder() throws IOException {
        return Files.createTempDirectory("millrace-browser-");
    }
}
