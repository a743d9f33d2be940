package dev.millrace.testing.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `./millrace cluster`, as a process.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ClusterIT {
    private static final Path PROGRAM = Path.of("target/millrace-cluster/millrace-cluster.jar");
    private static final Pattern API = Pattern.compile("(?m)^api +(http://\\S+),");
    private static final Pattern READY = Pattern.compile("(?m)^ready ");
    private static final Pattern SETTINGS = Pattern.compile("(?m)^settings +(\\S+)/environment");

    @TempDir
    Path temporary;

    @Test
    void it_starts_works_and_ends_on_sigterm_with_nothing_left() throws Exception {
        Path film = Film.make(temporary.resolve("film.mp4"), "320x180", 24, 4);
        try (Called cluster = call("--workers", "2", "--slots", "1", "--port", "0")) {
            cluster.until(READY);
            assertThat(cluster.said()).contains("worker-1", "worker-2", "kill -9");
            try (Client client = new Client(URI.create(cluster.until(API).group(1)))) {
                String job = client.submit(client.upload(film));
                assertThat(client.ended(job).get("status").textValue()).isEqualTo("completed");
            }
            Path folder = Path.of(cluster.until(SETTINGS).group(1));
            List<ProcessHandle> started = cluster.process().descendants().toList();

            cluster.process().destroy(); // SIGTERM

            assertThat(cluster.process().waitFor()).as(cluster.said()).isEqualTo(143);
            assertThat(cluster.said()).endsWith("Stopped. Nothing was left behind.\n");
            assertAllEnd(started);
            assertThat(folder).doesNotExist();
        }
    }

    @Test
    void killed_with_kill_9_it_takes_everything_along() throws Exception {
        try (Called cluster = call("--workers", "2", "--port", "0")) {
            cluster.until(READY);
            Path folder = Path.of(cluster.until(SETTINGS).group(1));
            List<ProcessHandle> started = cluster.process().descendants().toList();

            cluster.process().destroyForcibly().waitFor();

            assertAllEnd(started);
            assertThat(folder).doesNotExist();
        }
    }

    @Test
    void it_tells_of_a_worker_that_was_killed_and_goes_on() throws Exception {
        try (Called cluster = call("--workers", "2", "--port", "0")) {
            cluster.until(READY);
            String command = cluster.until(Pattern.compile("(?m)^worker-1 .*: (kill -9 \\d+)"))
                    .group(1);

            assertThat(new ProcessBuilder(command.split(" ")).start().waitFor()).isZero();

            cluster.until(Pattern.compile("(?m)^worker-1 +ended with 137; others take its tasks over"));
            assertThat(cluster.process().isAlive()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--workers=0", "--workers=many", "--port=65536", "--slots=0", "--slot=1", "more"})
    void wrong_usage_is_one_sentence_and_2(String wrong) throws Exception {
        try (Called cluster = call(wrong)) {
            assertThat(cluster.process().waitFor()).isEqualTo(2);
            assertThat(cluster.said()).startsWith("error: ").hasLineCount(1);
        }
    }

    @Test
    void help_says_what_there_is() throws Exception {
        try (Called cluster = call("--help")) {
            assertThat(cluster.process().waitFor()).isZero();
            assertThat(cluster.said()).contains("--workers=NUMBER", "--slots=NUMBER", "--port=NUMBER");
        }
    }

    @Test
    void a_port_that_is_taken_is_told_before_anything_starts() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Called cluster = call("--port", Integer.toString(taken.getLocalPort()))) {
            assertThat(cluster.process().waitFor()).isEqualTo(1);
            assertThat(cluster.said())
                    .startsWith("error: port " + taken.getLocalPort() + " on 127.0.0.1 is taken;")
                    .hasLineCount(1);
        }
    }

    private static void assertAllEnd(List<ProcessHandle> started) {
        assertThat(started)
                .hasSizeGreaterThan(4)
                .allSatisfy(each -> assertThat(each.onExit()).succeedsWithin(30, TimeUnit.SECONDS));
    }

    private Called call(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-jar"));
        command.add(PROGRAM.toAbsolutePath().toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(temporary, "cluster", ".out");
        Process process = new ProcessBuilder(command)
                .directory(temporary.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Called(process, output);
    }

    /// @param output the file with what it says
    private record Called(Process process, Path output) implements AutoCloseable {
        String said() throws IOException {
            return Files.readString(output);
        }

        Matcher until(Pattern shape) throws IOException, InterruptedException {
            while (true) {
                boolean over = !process.isAlive();
                Matcher found = shape.matcher(said());
                if (found.find()) {
                    return found;
                }
                if (over) {
                    throw new AssertionError("it ended; it said:\n" + said());
                }
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
