package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.failure.FailureKind;
import dev.millrace.domain.profile.BuiltInProfiles;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every attack of docs/security.md, with and without a sandbox around ffmpeg: the arguments alone must hold, too.
class AttacksIT {
    private static final long MOST_MEMORY = 512L << 20;

    /// Of work; and on the clock, for a machine that has other things to do, too.
    private static final Duration MOST_WORK = Duration.ofSeconds(5);

    private static final Duration MOST_TIME = Duration.ofSeconds(20);

    private static final Set<FailureCode> SOURCE_CODES = Arrays.stream(FailureCode.values())
            .filter(code -> code.kind() == FailureKind.SOURCE)
            .collect(Collectors.toSet());

    @TempDir
    private Path folder;

    private final AtomicInteger calls = new AtomicInteger();
    private ServerSocket server;
    private Path victim;
    private Thread guardian;
    private volatile boolean read;

    /// A pipe lets its writer go on as soon as somebody opens it for reading: nobody reads it unseen.
    @BeforeEach
    void set_out_what_must_not_be_touched() throws Exception {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::answer);
        victim = folder.resolve("victim");
        assertThat(new ProcessBuilder("mkfifo", victim.toString()).start().waitFor())
                .isZero();
        guardian = Thread.ofPlatform().daemon().start(() -> {
            try (OutputStream out = Files.newOutputStream(victim)) {
                read = true;
                out.write("secret\n".getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                read = true;
            }
        });
    }

    @AfterEach
    void take_it_away() throws Exception {
        server.close();
        if (guardian.isAlive()) {
            Files.newInputStream(victim).close();
        }
        guardian.join();
    }

    @Test
    void without_any_guard_the_canaries_sing() throws Exception {
        Path playlist = Files.writeString(folder.resolve("list.txt"), "ffconcat version 1.0\nfile '" + victim + "'\n");
        MediaCall careless =
                Machine.programs().ffprobe(List.of("-f", "concat", "-safe", "0", playlist.toString()), Room.of(folder));
        MediaCall calling =
                Machine.programs().ffprobe(List.of("http://127.0.0.1:" + server.getLocalPort() + "/"), Room.of(folder));
        ProcessLimits limits = new ProcessLimits(Duration.ofSeconds(20), Duration.ofSeconds(10));

        Machine.process().run(careless, limits, new Capture(100), MediaProcess.Ticker.NONE);
        Machine.process().run(calling, limits, new Capture(100), MediaProcess.Ticker.NONE);

        guardian.join();
        assertThat(read).isTrue();
        assertThat(calls).hasPositiveValue();
    }

    /// Names that mean something to ffmpeg, to a shell, or to a template.
    @TestFactory
    Stream<DynamicTest> of_a_good_film_under_a_bad_name() throws Exception {
        FfmpegToolchain tools = Machine.toolchain();
        Path film = new Clips(folder).soundAlone();
        return Stream.of(
                        "-i.mp3",
                        "--help",
                        "%03d.mp3",
                        "*.mp3",
                        "http:x.mp3",
                        "concat:a|b.mp3",
                        "subfile,,start,0,end,9,,:x",
                        "data:,x",
                        "pipe:0",
                        "new\nline.mp3",
                        "$(touch pwned)`touch pwned`.mp3",
                        "'quotes\".mp3",
                        "back\\slash.mp3",
                        "\u202egpj.3pm",
                        "x".repeat(200) + ".mp3")
                .map(name -> DynamicTest.dynamicTest(name.replaceAll("[^ -~]", "?"), () -> {
                    Path named = Files.copy(
                            film, Files.createTempDirectory(folder, "named").resolve(name));
                    Path bench = Files.createTempDirectory(folder, "bench");

                    Transcoding made = Transcoding.of(tools, named, BuiltInProfiles.TEST, bench);

                    assertThat(made.sound()).hasSize(1);
                    assertThat(named.resolveSibling("pwned")).doesNotExist();
                }));
    }

    @TestFactory
    Stream<DynamicTest> behind_the_arguments_alone() throws Exception {
        return attacks(SandboxMode.OFF);
    }

    @TestFactory
    Stream<DynamicTest> behind_arguments_and_sandbox() throws Exception {
        return attacks(SandboxMode.AUTO);
    }

    @TestFactory
    Stream<DynamicTest> of_bad_files_that_were_really_found() throws Exception {
        FfmpegToolchain tools = Machine.toolchain();
        try (Stream<Path> files = Files.list(Corpus.file("bad"))) {
            return files
                    .sorted()
                    .map(file -> DynamicTest.dynamicTest(
                            file.getFileName().toString(),
                            () -> withstand(
                                    new Attacks.Attack(file.getFileName().toString(), file, SOURCE_CODES, true),
                                    tools)))
                    .toList()
                    .stream();
        }
    }

    private Stream<DynamicTest> attacks(SandboxMode mode) throws Exception {
        FfmpegToolchain tools = Machine.toolchain(mode);
        Path files = Files.createDirectory(folder.resolve("files"));
        return Attacks.in(files, victim, server.getLocalPort()).stream()
                .map(attack -> DynamicTest.dynamicTest(attack.name(), () -> withstand(attack, tools)));
    }

    private void withstand(Attacks.Attack attack, FfmpegToolchain tools) throws Exception {
        Path bench = Files.createDirectory(folder.resolve(attack.name()));
        Set<Path> before = temporary();

        Verdict verdict = Verdict.of(tools, attack.file(), bench);

        System.out.printf(
                "%-50s %-25s %6d ms %6d ms %5d MB  %s%n",
                attack.name(),
                verdict.word(),
                verdict.wall().toMillis(),
                verdict.processor().toMillis(),
                verdict.peak() >> 20,
                verdict.failure().map(failure -> failure.sentence()).orElse(""));
        assertThat(read).as("the victim was read").isFalse();
        assertThat(calls).as("calls on the network").hasValue(0);
        assertThat(ProcessHandle.current().descendants()).as("left running").isEmpty();
        assertThat(temporary()).as("left behind").isEqualTo(before);
        if (verdict.failure().isPresent()) {
            assertThat(verdict.failure().get().code()).isIn(attack.refusals());
            assertThat(verdict.failure().get().sentence())
                    .doesNotContain(folder.toString())
                    .endsWith(".");
            assertThat(verdict.processor()).isLessThan(MOST_WORK);
            assertThat(verdict.wall()).isLessThan(MOST_TIME);
        } else {
            assertThat(attack.mayWork()).as("a film was made").isTrue();
        }
        assertThat(verdict.peak()).isLessThan(MOST_MEMORY);
    }

    private void answer() {
        try {
            while (true) {
                Socket caller = server.accept();
                calls.incrementAndGet();
                caller.close();
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static Set<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return Set.copyOf(files.filter(file -> file.getFileName().toString().startsWith(ScratchFolder.PREFIX))
                    .toList());
        }
    }
}
