package dev.millrace.testing.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class BrowserIT {
    @Test
    void a_closed_browser_leaves_no_process_and_no_file() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.countDown();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        List<ProcessHandle> family;
        Path folder;
        try (Browser browser = Browser.open(
                program(), URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"))) {
            assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
            folder = browser.folder();
            family = Stream.concat(
                            Stream.of(browser.process()), browser.process().descendants())
                    .toList();
        } finally {
            server.stop(0);
        }

        assertThat(family).hasSizeGreaterThan(1).noneMatch(ProcessHandle::isAlive);
        assertThat(folder).doesNotExist();
    }

    private static Path program() {
        return switch (BrowserSearch.here()) {
            case BrowserSearch.Found found -> found.program();
            case BrowserSearch.Missing missing -> Assertions.fail(missing.sentence());
            case BrowserSearch.None none -> Assumptions.abort(none.sentence());
        };
    }
}
