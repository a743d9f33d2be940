package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// All ways of guarding a process are tried, with programs that do nothing, or too much.
class MediaProcessIT {
    private static final ProcessLimits LIMITS = new ProcessLimits(Duration.ofMinutes(2), Duration.ofMinutes(1));
    private static final AtomicInteger COUNTER = new AtomicInteger();

    @TempDir
    private Path folder;

    /// How a process is kept from outliving us, and locked in.
    enum Way {
        KERNEL(SandboxMode.OFF, "setpriv"),
        SHELL(SandboxMode.OFF, "sh"),
        BUBBLEWRAP(SandboxMode.AUTO, "setpriv sh bwrap"),
        NAMESPACES(SandboxMode.AUTO, "setpriv sh unshare mount mkdir ln"),
        OTHER_USER(SandboxMode.AUTO, "setpriv sh");

        private final SandboxMode mode;
        private final String helpers;

        Way(SandboxMode mode, String helpers) {
            this.mode = mode;
            this.helpers = helpers;
        }

        MediaProcess in(Path folder) throws IOException {
            return new MediaProcess(guard(folder));
        }

        /// A guard that finds only what this way needs. Where the way is closed, the test is not run.
        ProcessGuard guard(Path folder) throws IOException {
            Path links = Files.createDirectories(folder.resolve("helpers-" + this));
            for (String name : ("setsid nice choom prlimit true " + helpers).split(" ", -1)) {
                Path link = links.resolve(name);
                Optional<Path> program = found(name);
                assumeTrue(program.isPresent(), () -> "not run: this machine has no " + name);
                if (!Files.exists(link)) {
                    Files.createSymbolicLink(link, program.get());
                }
            }
            ProcessGuard guard = ProcessGuard.discover(List.of(links), mode);
            assumeTrue(
                    guard.describe().contains(sign()),
                    () -> "not run: this machine does not allow it: " + guard.describe());
            assertThat(guard.holdsInput()).isEqualTo(this == SHELL);
            assertThat(guard.describe()).contains("end with this one");
            return guard;
        }

        private String sign() {
            return switch (this) {
                case KERNEL, SHELL -> "without a sandbox";
                case BUBBLEWRAP -> "in bubblewrap";
                case NAMESPACES -> "in namespaces";
                case OTHER_USER -> "as another user";
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_it_prints_and_how_it_ends_is_told(Way way) throws Exception {
        Capture output = new Capture(1000);

        Ending ending =
                way.in(folder).run(sh("echo out; echo err >&2; exit 3"), LIMITS, output, MediaProcess.Ticker.NONE);

        assertThat(ending).isEqualTo(new Ending.Exited(3, "err\n"));
        assertThat(output.text()).isEqualTo("out\n");
    }

    @ParameterizedTest
    @EnumSource
    void it_gets_the_given_environment_and_nothing_of_ours(Way way) throws Exception {
        Capture output = new Capture(10_000);
        MediaCall call = new MediaCall(
                program("env"), List.of(), Map.of("LC_ALL", "C", "A", "b"), Room.of(folder), Bounds.PROBING);

        way.in(folder).run(call, LIMITS, output, MediaProcess.Ticker.NONE);

        assertThat(output.text().lines().filter(line -> !line.matches("(PWD|OLDPWD|SHLVL|_)=.*")))
                .containsExactlyInAnyOrder("LC_ALL=C", "A=b");
    }

    @ParameterizedTest
    @EnumSource(names = {"KERNEL", "SHELL"})
    void it_has_its_own_folder_session_priority_and_no_input(Way way) throws Exception {
        Capture output = new Capture(1000);
        String script = "pwd; nice; cat; cut -d' ' -f6 /proc/self/stat";

        way.in(folder).run(sh(script), LIMITS, output, MediaProcess.Ticker.NONE);

        List<String> lines = output.text().lines().toList();
        assertThat(lines.getFirst()).isEqualTo(folder.toRealPath().toString());
        assertThat(lines.get(1)).isEqualTo(Integer.toString(Math.min(19, niceness() + 10)));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(2)).isNotEqualTo(session(ProcessHandle.current().pid()));
    }

    @ParameterizedTest
    @EnumSource
    void it_is_nicer_than_this_program_however_it_is_locked_in(Way way) throws Exception {
        Capture output = new Capture(1000);

        way.in(folder).run(sh("nice"), LIMITS, output, MediaProcess.Ticker.NONE);

        assertThat(output.text().strip()).isEqualTo(Integer.toString(Math.min(19, niceness() + 10)));
    }

    @Test
    void without_nice_it_runs_all_the_same() throws Exception {
        Path links = Files.createDirectories(folder.resolve("helpers"));
        for (String name : List.of("setsid", "sh", "true")) {
            Files.createSymbolicLink(links.resolve(name), program(name));
        }
        Capture output = new Capture(1000);

        Ending ending = new MediaProcess(ProcessGuard.discover(List.of(links), SandboxMode.OFF))
                .run(sh("nice"), LIMITS, output, MediaProcess.Ticker.NONE);

        assertThat(ending).isInstanceOf(Ending.Exited.class);
        assertThat(output.text().strip()).isEqualTo(Integer.toString(niceness()));
    }

    @ParameterizedTest
    @EnumSource
    void however_much_it_prints_it_does_not_block(Way way) throws Exception {
        Capture output = new Capture(1000);
        String script = "yes | head -c 3000000; yes | head -c 3000000 >&2; echo done >&2";

        Ending ending = way.in(folder).run(sh(script), LIMITS, output, MediaProcess.Ticker.NONE);

        assertThat(output.overflowed()).isTrue();
        assertThat(ending.errors()).endsWith("done\n");
    }

    @ParameterizedTest
    @EnumSource
    void interrupting_the_caller_kills_everything_within_a_second(Way way) throws Exception {
        MediaProcess process = way.in(folder);
        String mark = mark();
        String family = "sleep %s & (sleep %s &) ; trap '' TERM HUP INT; sleep %s".formatted(mark, mark, mark);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Object> caller = threads.submit(() -> {
                try {
                    return process.run(sh(family), LIMITS, new Capture(10), MediaProcess.Ticker.NONE);
                } catch (InterruptedException e) {
                    return living(mark);
                }
            });
            awaitLiving(mark, 3);

            long start = System.nanoTime();
            caller.cancel(true);
            awaitLiving(mark, 0);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_interrupted_caller_hears_of_it_only_when_all_is_gone(Way way) throws Exception {
        MediaProcess process = way.in(folder);
        String mark = mark();
        Thread caller = Thread.currentThread();
        Thread.ofVirtual().start(() -> {
            awaitLiving(mark, 2);
            caller.interrupt();
        });

        long left = -1;
        try {
            process.run(sh("sleep " + mark + " & sleep " + mark), LIMITS, new Capture(10), MediaProcess.Ticker.NONE);
        } catch (InterruptedException e) {
            left = living(mark);
        }

        assertThat(left).isZero();
        assertThat(Thread.interrupted()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void a_ticker_that_fails_ends_it(Way way) throws Exception {
        String mark = mark();
        IllegalStateException failure = new IllegalStateException("enough");
        Throwable thrown = null;

        try {
            way.in(folder).run(sh("sleep " + mark), LIMITS, new Capture(10), () -> {
                throw failure;
            });
        } catch (IllegalStateException e) {
            thrown = e;
        }

        assertThat(thrown).isSameAs(failure);
        assertThat(living(mark)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void what_takes_too_long_is_killed(Way way) throws Exception {
        ProcessLimits limits = new ProcessLimits(Duration.ofMillis(600), Duration.ofMinutes(1));
        String mark = mark();

        Ending ending =
                way.in(folder).run(sh("echo hm >&2; sleep " + mark), limits, new Capture(10), MediaProcess.Ticker.NONE);

        assertThat(ending).isEqualTo(new Ending.OutOfTime(limits.wall(), "hm\n"));
        assertThat(living(mark)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void what_waits_for_nothing_is_killed_and_what_works_in_silence_is_not(Way way) throws Exception {
        ProcessLimits limits = new ProcessLimits(Duration.ofSeconds(3), Duration.ofMillis(800));
        String mark = mark();

        Ending waits = way.in(folder).run(sh("sleep " + mark), limits, new Capture(10), MediaProcess.Ticker.NONE);
        Ending works = way.in(folder).run(sh("while :; do :; done"), limits, new Capture(10), MediaProcess.Ticker.NONE);

        assertThat(waits).isEqualTo(new Ending.Stalled(limits.stall(), ""));
        assertThat(works).isEqualTo(new Ending.OutOfTime(limits.wall(), ""));
        assertThat(living(mark)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void what_a_program_leaves_behind_is_killed_when_it_ends(Way way) throws Exception {
        String mark = mark();

        Ending ending = way.in(folder)
                .run(sh("sleep " + mark + " & exit 0"), LIMITS, new Capture(10), MediaProcess.Ticker.NONE);

        assertThat(ending).isEqualTo(new Ending.Exited(0, ""));
        assertThat(living(mark)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void it_dies_when_our_process_is_killed(Way way) throws Exception {
        way.guard(folder);
        String mark = mark();
        try (AnotherJvm other = AnotherJvm.running(SleepInAnotherJvm.class, folder.toString(), way.name(), mark)) {
            awaitLiving(mark, 1);

            other.kill();

            awaitLiving(mark, 0);
        }
    }

    @Test
    void without_any_helper_programs_still_run_and_die_with_the_caller() throws Exception {
        ProcessGuard guard = ProcessGuard.discover(List.of(), SandboxMode.AUTO);
        String mark = mark();
        ProcessLimits limits = new ProcessLimits(Duration.ofMillis(600), Duration.ofMinutes(1));

        new MediaProcess(guard).run(sh("sleep " + mark), limits, new Capture(10), MediaProcess.Ticker.NONE);

        assertThat(guard.describe()).contains("may outlive");
        assertThat(living(mark)).isZero();
    }

    private MediaCall sh(String script) {
        return new MediaCall(
                program("sh"),
                List.of("-c", script),
                Map.of("PATH", System.getenv("PATH")),
                Room.of(folder),
                Bounds.PROBING);
    }

    /// A time to sleep that no other process of this machine sleeps.
    private static String mark() {
        return "7%d.%d".formatted(ProcessHandle.current().pid(), COUNTER.incrementAndGet());
    }

    private static void awaitLiving(String mark, long count) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (living(mark) != count) {
            assertThat(System.nanoTime())
                    .as("%s living of %s", living(mark), mark)
                    .isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /// How many processes sleep for that time.
    static long living(String mark) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .filter(process -> sleeps(process, mark))
                    .count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean sleeps(Path process, String mark) {
        try {
            String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            List<String> words = Arrays.asList(line.split("\0", -1));
            return words.getFirst().endsWith("sleep") && words.contains(mark);
        } catch (IOException e) {
            return false;
        }
    }

    private static int niceness() throws IOException {
        return Integer.parseInt(field(ProcessHandle.current().pid(), 19));
    }

    private static String session(long pid) throws IOException {
        return field(pid, 6);
    }

    private static String field(long pid, int number) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[number - 3];
    }

    static Path program(String name) {
        return found(name).orElseThrow();
    }

    private static Optional<Path> found(String name) {
        return Machine.CONFIG.searchPath().stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
