package dev.millrace.standalone.playback;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.testing.servers.Browser;
import dev.millrace.testing.servers.BrowserSearch;
import dev.millrace.testing.servers.PlayerScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// A page with a player, shown by a real browser, that tells in lines what the film does.
public final class PlayerPage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpServer server;
    private final Browser browser;
    private final BlockingQueue<String> arriving = new LinkedBlockingQueue<>();
    private final List<String> told = new ArrayList<>();

    /// The players there are.
    public enum Player {
        HLS_JS("hls.html"),
        DASH_JS("dash.html");

        private final String page;

        Player(String page) {
            this.page = page;
        }

        byte[] script() {
            return switch (this) {
                case HLS_JS -> PlayerScript.hlsJs();
                case DASH_JS ->
                    PlayerScript.dashJs()
                            .orElseGet(() -> Assumptions.abort(
                                    "npm can't fetch dash.js, so no film is played by it: install npm and let it reach its"
                                            + " registry."));
            };
        }
    }

    /// @param film what it plays
    /// @param speed 1 is as filmed
    public PlayerPage(Player player, URI film, int speed) throws IOException {
        Path program = program();
        Map<String, byte[]> files =
                Map.of("/", resource(player.page), "/report.js", resource("report.js"), "/player.js", player.script());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, files));
        server.start();
        browser = Browser.open(
                program,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/?speed=" + speed + "&film="
                        + URLEncoder.encode(film.toString(), StandardCharsets.UTF_8)));
    }

    /// Everything that was told up to the first line that begins so. A player that gives up ends the wait, too.
    public List<String> until(String beginning) throws InterruptedException {
        return until(line -> line.startsWith(beginning), beginning);
    }

    /// Everything that was told up to the first such line.
    List<String> until(Predicate<String> wanted, String description) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String line = arriving.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(line)
                    .as(() -> "no " + description + " after\n" + String.join("\n", told))
                    .isNotNull();
            told.add(line);
            assertThat(line).as(() -> String.join("\n", told)).doesNotStartWith("fatal");
            if (wanted.test(line)) {
                return List.copyOf(told);
            }
        }
    }

    /// Asserts that a film was played to its end and not a frame less.
    ///
    /// @param told of it, up to its end
    /// @param seconds its length
    /// @param rate frames of a second
    public static void assertPlayedWhole(List<String> told, int seconds, int rate) {
        String end = told.getLast();
        assertThat(value(end, "at")).isCloseTo(seconds, Offset.offset(0.1));
        assertThat(value(end, "of")).isCloseTo(seconds, Offset.offset(0.1));
        // A busy browser forgets one or two. A change of size may decode a whole segment twice, so there is no upper
        // bound.
        assertThat(value(end, "frames")).isGreaterThan(0.98 * seconds * rate);
        assertThat(value(end, "sound")).isGreaterThan(seconds * 1000);
    }

    /// The number behind `name=` in a line.
    static double value(String line, String name) {
        return Double.parseDouble(line.replaceFirst(".*\\b" + name + "=(\\S+).*", "$1"));
    }

    @Override
    public void close() {
        browser.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange, Map<String, byte[]> files) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/report")) {
                arriving.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            byte[] file = files.get(path);
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", path.equals("/") ? "text/html" : "text/javascript");
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file);
        }
    }

    static Path program() {
        return switch (BrowserSearch.here()) {
            case BrowserSearch.Found found -> found.program();
            case BrowserSearch.Missing missing -> Assertions.fail(missing.sentence());
            case BrowserSearch.None none -> Assumptions.abort(none.sentence());
        };
    }

    static byte[] resource(String name) {
        try (var stream = PlayerPage.class.getResourceAsStream(name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
