package dev.millrace.standalone;

import dev.millrace.adapter.local.PostgresPrograms;
import dev.millrace.adapter.rest.AccessKey;
import dev.millrace.adapter.rest.ReachableNetworks;
import dev.millrace.bootstrap.ApiSettings;
import dev.millrace.bootstrap.CorsOrigins;
import dev.millrace.bootstrap.PublicUrl;
import dev.millrace.bootstrap.SecondSignal;
import dev.millrace.bootstrap.Settings;
import dev.millrace.bootstrap.Slots;
import dev.millrace.standalone.serve.Server;
import dev.millrace.standalone.serve.ServerSettings;
import dev.millrace.standalone.terminal.ProgressLine;
import dev.millrace.standalone.terminal.Units;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `millrace serve`, and `millrace` alone.
@Command(
        name = "serve",
        description = "Runs the server: takes videos and jobs over HTTP, works on them, and hands out what was made.",
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {
    private static final String HOST = "--host";
    private static final String PORT = "--port";
    private static final String DATA = "--data";

    private static final String PUBLIC_URL = "MILLRACE_PUBLIC_URL";

    private static final int USUAL_PORT = 8080;
    private static final int HIGHEST_PORT = 65_535;

    private final Console console;

    @Option(
            names = HOST,
            paramLabel = "ADDRESS",
            description = "Where to listen; 127.0.0.1 unless given, which only this machine reaches.")
    private String host = "127.0.0.1";

    @Option(
            names = PORT,
            paramLabel = "NUMBER",
            description = "Where to listen; what API_PORT says unless given, else 8080. 0 takes any free one.")
    private @Nullable Integer port;

    @Option(
            names = DATA,
            paramLabel = "DIR",
            description = "Where everything is kept; ~/.local/share/millrace unless given, as root /var/lib/millrace.")
    private @Nullable Path data;

    ServeCommand(Console console) {
        this.console = console;
    }

    /// The arguments, with this command in front when they name none.
    static String[] unlessAnother(String... arguments) {
        boolean ours = arguments.length == 0
                || List.of(HOST, PORT, DATA).contains(arguments[0].split("=", 2)[0]);
        return ours ? Stream.concat(Stream.of("serve"), Stream.of(arguments)).toArray(String[]::new) : arguments;
    }

    @Override
    public Integer call() throws Exception {
        Logging.serve();
        Stopwatch watch = new Stopwatch(System::nanoTime);
        try (Server server = Server.start(settings())) {
            say("listens", server.uri() + "/, ready after " + Units.length(watch.elapsed()));
            server.lines().forEach(line -> say(line.label(), line.text()));
            console.out().flush();
            awaitSignal();
        }
        console.err().println("Stopped. Unfinished work goes on with the next start.");
        return ExitCode.FAILED; // of which nobody hears: the process ends by the signal
    }

    /// Waits for the signal to stop.
    private static void awaitSignal() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            SecondSignal.endsAtOnce();
        }
    }

    private ServerSettings settings() throws CommandFailed, IOException {
        Map<String, String> environment = console.environment();
        Optional<AccessKey> key = key(environment);
        InetAddress address = address(key.isPresent());
        return new ServerSettings(
                address,
                port(),
                publicUrl(address),
                key,
                origins(environment),
                serving(environment),
                networks(environment),
                data == null ? usualData(environment) : data,
                PostgresPrograms.usualCaches(environment),
                Wiring.config(environment),
                Slots.usual(Runtime.getRuntime().availableProcessors()),
                Wiring.chunks(environment));
    }

    private static Optional<AccessKey> key(Map<String, String> environment) throws CommandFailed {
        try {
            return AccessKey.fromEnvironment(environment);
        } catch (IllegalArgumentException unusable) {
            throw CommandFailed.usage(String.valueOf(unusable.getMessage()));
        }
    }

    private static Set<String> origins(Map<String, String> environment) throws CommandFailed {
        try {
            return CorsOrigins.from(new Settings(environment));
        } catch (IllegalArgumentException unusable) {
            throw CommandFailed.usage(String.valueOf(unusable.getMessage()));
        }
    }

    private static ApiSettings serving(Map<String, String> environment) throws CommandFailed {
        try {
            return ApiSettings.from(new Settings(environment));
        } catch (IllegalArgumentException unusable) {
            throw CommandFailed.usage(String.valueOf(unusable.getMessage()));
        }
    }

    private static ReachableNetworks networks(Map<String, String> environment) throws CommandFailed {
        try {
            return ReachableNetworks.fromEnvironment(environment);
        } catch (IllegalArgumentException unusable) {
            throw CommandFailed.usage(String.valueOf(unusable.getMessage()));
        }
    }

    /// @param keyed whether whoever comes is asked for a key
    private InetAddress address(boolean keyed) throws CommandFailed {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw CommandFailed.usage("--host " + host + " is no address and no name that this machine knows.");
        }
        boolean allowed = console.environment()
                .getOrDefault("MILLRACE_ALLOW_ANONYMOUS", "")
                .equals("true");
        if (!address.isLoopbackAddress() && !keyed && !allowed) {
            throw CommandFailed.usage("Listening on " + host + " would let everybody who reaches it use Millrace; set"
                    + " MILLRACE_BOOTSTRAP_API_KEY to the key to ask them for, or MILLRACE_ALLOW_ANONYMOUS=true if that"
                    + " is what you want.");
        }
        return address;
    }

    private Optional<URI> publicUrl(InetAddress address) throws CommandFailed {
        String given = console.environment().getOrDefault(PUBLIC_URL, "").strip();
        if (!given.isEmpty()) {
            return Optional.of(PublicUrl.read(given)
                    .orElseThrow(() -> CommandFailed.usage(PUBLIC_URL
                            + " is an address such as https://video.example.org, without a path, not '" + given
                            + "'.")));
        }
        if (address.isAnyLocalAddress()) {
            throw CommandFailed.usage("--host " + host + " listens on all addresses of this machine, and links must"
                    + " name the one by which clients come; set " + PUBLIC_URL + ", such as to http://"
                    + "video.example.org:8080.");
        }
        return Optional.empty();
    }

    private int port() throws CommandFailed {
        if (port != null) {
            return inRange("--port", port.toString());
        }
        String configured = console.environment().getOrDefault("API_PORT", "");
        return configured.isBlank() ? USUAL_PORT : inRange("API_PORT", configured.strip());
    }

    private static int inRange(String name, String text) throws CommandFailed {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST_PORT) {
            return Integer.parseInt(text);
        }
        throw CommandFailed.usage(name + " is a number from 0 to " + HIGHEST_PORT + ", not '" + text + "'.");
    }

    /// As root a folder that the user under whom the database runs can reach, which root's home seldom is.
    static Path usualData(Map<String, String> environment) throws CommandFailed, IOException {
        if (PostgresPrograms.runAsAnotherUser()) {
            return Path.of("/var/lib/millrace");
        }
        return path(environment, "XDG_DATA_HOME")
                .or(() -> path(environment, "HOME").map(home -> home.resolve(".local/share")))
                .map(folder -> folder.resolve("millrace"))
                .orElseThrow(() -> CommandFailed.usage("Neither HOME nor XDG_DATA_HOME is set; say --data DIR."));
    }

    private static Optional<Path> path(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .filter(Path::isAbsolute);
    }

    private void say(String label, String text) {
        console.out().println(ProgressLine.labelled(label, text));
    }
}
