package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.adapter.local.FileMediaStore;
import dev.millrace.adapter.postgres.PostgresPersistence;
import dev.millrace.application.client.NewJob;
import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.work.Task;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A data folder, servers on it, and a look into its database and its media from outside.
final class ServedFolder implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("(?m)^listens +(http://\\S+), ready");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable HikariDataSource connections;
    private String port = "";

    /// @param temporary a folder of the test's own, in which `data` is made
    ServedFolder(Path temporary) throws IOException {
        // As root the database runs as somebody else, who must be able to pass through.
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        this.folder = temporary.toRealPath().resolve("data");
    }

    /// Sets a variable for the servers that are started from now on.
    ServedFolder with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    private Program program() {
        Program program = Program.in(folder.getParent());
        environment.forEach(program::with);
        return program;
    }

    Path path() {
        return folder;
    }

    Path media() {
        return folder.resolve("media");
    }

    /// Starts a server on it, and waits until it says where it listens.
    Serving serve() throws Exception {
        return serve(program());
    }

    Serving serve(Program program, String... more) throws Exception {
        String[] arguments = Stream.concat(Stream.of("serve", "--port=0", "--data=" + folder), Stream.of(more))
                .toArray(String[]::new);
        Program.Running running = program.start(arguments);
        return new Serving(running, listens(running));
    }

    /// Starts a server on it and kills it as soon as its database has a process.
    void killStarting() throws Exception {
        try (Program.Running running = program().start("serve", "--port=0", "--data=" + folder)) {
            eventually(
                    "the database starts",
                    () -> running.process()
                            .descendants()
                            .anyMatch(process ->
                                    process.info().command().orElse("").endsWith("/postgres")));
            running.process().destroyForcibly().waitFor();
        }
    }

    /// A server that runs.
    record Serving(Program.Running running, URI uri) implements AutoCloseable {
        Program.Ended stop(String signal) throws Exception {
            running.signal(signal);
            return running.end();
        }

        void kill() throws Exception {
            running.process().destroyForcibly().waitFor();
        }

        @Override
        public void close() throws IOException {
            running.close();
        }
    }

    /// Submits a job for an object of its media folder.
    JobId submit(String key, String profile) throws Exception {
        try (var engine = TranscodingEngine.builder()
                .persistence(PostgresPersistence.over(connections()))
                .media(FileMediaStore.at(media()))
                .slots(0)
                .start()) {
            return engine.submit(NewJob.of(key).profile(profile));
        }
    }

    /// The job as it is now; its database must be running.
    Job job(JobId id) throws IOException {
        try (PostgresPersistence persistence = PostgresPersistence.over(connections())) {
            return persistence.jobs().find(TenantId.DEFAULT, id).orElseThrow();
        }
    }

    /// A look at its tasks that can be repeated, and that shows none while the database is away.
    Tasks tasks(JobId id) throws IOException {
        PostgresPersistence persistence = PostgresPersistence.over(connections());
        return new Tasks(persistence, id);
    }

    record Tasks(PostgresPersistence persistence, JobId id) implements AutoCloseable {
        List<Task> now() {
            try {
                return persistence.tasks().of(TenantId.DEFAULT, id);
            } catch (PersistenceUnavailable away) {
                return List.of();
            }
        }

        @Override
        public void close() {
            persistence.close();
        }
    }

    /// To where the database listens now, which may be elsewhere after a restart.
    private synchronized HikariDataSource connections() throws IOException {
        String now = Files.readString(folder.resolve("database/port")).strip();
        if (connections == null || !now.equals(port)) {
            close(connections);
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + now + "/postgres");
            config.setUsername("millrace");
            config.setPassword(
                    Files.readString(folder.resolve("database/password")).strip());
            config.setMaximumPoolSize(4);
            config.setMinimumIdle(0);
            config.setConnectionTimeout(1000);
            connections = new HikariDataSource(config);
            port = now;
        }
        return connections;
    }

    private static void close(@Nullable HikariDataSource connections) {
        if (connections != null) {
            connections.close();
        }
    }

    /// Processes that work in or on it: the server, its database, its media processes.
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> worksHere(process.pid()))
                .toList();
    }

    private boolean worksHere(long pid) {
        Path process = Path.of("/proc/" + pid);
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).startsWith(folder)
                    || Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                            .contains(folder.toString());
        } catch (IOException e) {
            return false; // gone meanwhile
        }
    }

    /// The keys of all its objects.
    List<String> keys() throws IOException, MediaFailed {
        try (Stream<Path> files = Files.walk(media())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> media().relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /// Waits for something another process does. The deadline fires only on failure.
    static void eventually(String what, Callable<Boolean> holds) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("within " + PATIENCE + " it never held that " + what);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static URI listens(Program.Running running) throws Exception {
        String[] where = new String[1];
        eventually("the server listens", () -> {
            Matcher line = LISTENS.matcher(Files.readString(running.out()));
            if (line.find()) {
                where[0] = line.group(1);
            } else if (!running.process().isAlive()) {
                throw new AssertionError("it ended: " + Files.readString(running.err()));
            }
            return where[0] != null;
        });
        return URI.create(where[0]);
    }

    @Override
    public void close() {
        close(connections);
        assertThat(processes()).isEmpty();
    }
}
