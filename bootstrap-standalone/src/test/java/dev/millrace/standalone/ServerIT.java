package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.work.TaskState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The server as a process: how it starts, stops, is refused, and survives.
class ServerIT {
    /// Shells that start programs in the background let them ignore Ctrl-C, and so do the programs that these start.
    private static final String[] HEARING_CTRL_C = {"env", "--default-signal=INT"};

    private static final Pattern OBJECT_LINK = Pattern.compile("\"url\":\"([^\"]+master\\.m3u8[^\"]+)\"");

    private static final Pattern PART_LINK = Pattern.compile("\"url\":\"([^\"]+)\"");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path clips;

    private static Path film;

    @TempDir
    Path temporary;

    private ServedFolder folder;

    @BeforeAll
    static void makeFilm() throws Exception {
        film = Ffmpeg.film(clips.resolve("film.mp4"), "640x360", 25, 60);
    }

    @BeforeEach
    void makeFolder() throws Exception {
        folder = new ServedFolder(temporary);
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void a_signal_hands_the_work_back_free_and_the_next_start_goes_on_with_it(String signal, int code)
            throws Exception {
        JobId job;
        try (ServedFolder.Serving server = folder.serve(Program.in(temporary).startedBy(HEARING_CTRL_C))) {
            job = begin("web");

            Program.Ended ended = server.stop(signal);

            assertThat(ended.code()).isEqualTo(code);
            assertThat(ended.err()).endsWith("Stopped. Unfinished work goes on with the next start.\n");
            assertThat(ended.err()).doesNotContain("Exception");
            assertThat(folder.processes()).isEmpty();
        }
        try (ServedFolder.Serving _ = folder.serve();
                ServedFolder.Tasks tasks = folder.tasks(job)) {
            ServedFolder.eventually(
                    "work goes on",
                    () -> tasks.now().stream().anyMatch(task -> task.state() instanceof TaskState.Running));

            assertThat(tasks.now()).allSatisfy(task -> {
                if (task.state() instanceof TaskState.Running running) {
                    assertThat(running.tally().interruptions()).isZero();
                    assertThat(running.tally().attempts()).isZero();
                }
            });
        }
    }

    @Test
    void a_database_that_is_killed_comes_back_and_its_jobs_go_on() throws Exception {
        try (ServedFolder.Serving server = folder.serve()) {
            JobId job = begin("test");
            ProcessHandle database = server.running()
                    .process()
                    .descendants()
                    .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                    .findFirst()
                    .orElseThrow();

            database.destroyForcibly();

            ServedFolder.eventually("the job is over", () -> isOver(job));
            assertThat(folder.job(job).status()).isEqualTo(JobStatus.COMPLETED);
            Program.Ended ended = server.stop("TERM");
            assertThat(ended.err()).contains("PostgreSQL ended by itself", "PostgreSQL runs again");
            assertThat(ended.code()).isEqualTo(143);
        }
    }

    @Test
    void a_second_server_on_the_same_folder_is_refused_and_the_first_goes_on() throws Exception {
        try (ServedFolder.Serving first = folder.serve()) {
            Program.Ended second = serve();

            assertThat(second.code()).isEqualTo(1);
            assertThat(second.err())
                    .isEqualTo(
                            "error: Another Millrace server (process %d) uses %s; stop it first, or give this one a folder of its own with --data.   [data_folder_in_use]\n"
                                    .formatted(first.running().process().pid(), folder.path()));
            assertThat(first.running().process().isAlive()).isTrue();
        }
    }

    @Test
    void a_transcode_works_beside_a_server() throws Exception {
        Files.createLink(temporary.resolve("film.mp4"), film);
        try (ServedFolder.Serving _ = folder.serve()) {
            Program.Ended beside = Program.in(temporary).run("transcode", "film.mp4", "--profile=test", "--quiet");

            assertThat(beside).isEqualTo(new Program.Ended(0, "", ""));
        }
    }

    @Test
    void what_is_logged_holds_no_password() throws Exception {
        try (ServedFolder.Serving server = folder.serve(Program.in(temporary).with("MILLRACE_DEBUG", "1"))) {
            String password =
                    Files.readString(folder.path().resolve("database/password")).strip();

            Program.Ended ended = server.stop("TERM");

            assertThat(ended.out() + ended.err()).doesNotContain(password);
        }
    }

    @Test
    void a_port_that_is_taken_is_told() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused(
                    Program.in(temporary).run("--port=" + taken.getLocalPort(), "--data=" + folder.path()),
                    1,
                    "port " + taken.getLocalPort() + " of 127.0.0.1",
                    "[address_unusable]");
        }
    }

    @Test
    void an_address_that_others_reach_takes_a_word_that_this_is_meant() throws Exception {
        refused(
                Program.in(temporary).run("serve", "--host=0.0.0.0", "--port=0", "--data=" + folder.path()),
                2,
                "MILLRACE_BOOTSTRAP_API_KEY",
                "MILLRACE_ALLOW_ANONYMOUS=true");
        refused(
                Program.in(temporary)
                        .with("MILLRACE_ALLOW_ANONYMOUS", "true")
                        .run("serve", "--host=0.0.0.0", "--port=0", "--data=" + folder.path()),
                2,
                "set MILLRACE_PUBLIC_URL, such as to http://video.example.org:8080.");
        refused(
                Program.in(temporary)
                        .with("MILLRACE_ALLOW_ANONYMOUS", "true")
                        .with("MILLRACE_PUBLIC_URL", "video.example.org")
                        .run("serve", "--host=0.0.0.0", "--port=0", "--data=" + folder.path()),
                2,
                "without a path, not 'video.example.org'");
    }

    @Test
    void a_key_opens_the_server_and_is_told_to_nobody() throws Exception {
        String key = "for-this-test-alone-and-no-secret";
        Program program =
                Program.in(temporary).with("MILLRACE_BOOTSTRAP_API_KEY", key).with("MILLRACE_DEBUG", "1");
        try (ServedFolder.Serving server = folder.serve(program)) {
            URI uploads = server.uri().resolve("/uploads");
            HttpRequest.Builder upload = HttpRequest.newBuilder(uploads)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"filename\": \"a.mp4\", \"size\": 1}"));

            HttpResponse<String> refused = HTTP.send(upload.build(), HttpResponse.BodyHandlers.ofString());
            HttpResponse<String> accepted = HTTP.send(
                    upload.header("Authorization", "Bearer " + key).build(), HttpResponse.BodyHandlers.ofString());
            Matcher link = PART_LINK.matcher(accepted.body());

            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(accepted.statusCode()).isEqualTo(201);
            assertThat(link.find()).isTrue();
            assertThat(put(URI.create(link.group(1)))).isEqualTo(200);
            assertThat(environments(server.running().process().descendants()))
                    .isNotEmpty()
                    .noneMatch(environment -> environment.contains(key));
            Program.Ended ended = server.stop("TERM");
            assertThat(ended.out() + ended.err()).doesNotContain(key);
        }
    }

    @Test
    void links_name_the_address_by_which_clients_come() throws Exception {
        Program program = Program.in(temporary)
                .with("MILLRACE_ALLOW_ANONYMOUS", "true")
                .with("MILLRACE_PUBLIC_URL", "https://video.example.org/");
        try (ServedFolder.Serving server = folder.serve(program, "--host=0.0.0.0")) {
            HttpResponse<String> upload = post(server, "/uploads", "{\"filename\": \"a.mp4\", \"size\": 1}");

            assertThat(upload.statusCode()).isEqualTo(201);
            assertThat(upload.body()).contains("\"url\":\"https://video.example.org/files/parts/");
        }
    }

    @Test
    void what_it_is_asked_is_answered_while_it_runs_and_links_outlive_it() throws Exception {
        String link;
        try (ServedFolder.Serving server = folder.serve()) {
            JobId job = begin("test");
            ServedFolder.eventually("the job is over", () -> isOver(job));
            HttpResponse<String> outputs = get(server.uri().resolve("/jobs/" + job + "/outputs"));
            link = OBJECT_LINK
                    .matcher(outputs.body())
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group(1);
            URI log = server.uri().resolve("/jobs/" + job + "/tasks/index/log");
            ServedFolder.eventually("the log is there", () -> get(log).statusCode() == 200);
            assertThat(get(log).body())
                    .contains("ffmpeg ended with code 0", " done\n")
                    .doesNotContain(temporary.toString());
            server.stop("TERM");
        }
        try (ServedFolder.Serving again = folder.serve()) {
            URI same = URI.create(link);

            HttpResponse<String> file = get(again.uri().resolve(same.getRawPath() + "?" + same.getRawQuery()));

            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(file.body()).isNotEmpty();
        }
    }

    @Test
    void a_missing_ffmpeg_is_told() throws Exception {
        refused(
                Program.in(temporary)
                        .with("PATH", "/usr/bin:/bin")
                        .with("MILLRACE_FFMPEG", "/nowhere/ffmpeg")
                        .with("XDG_CACHE_HOME", "/proc")
                        .with("HOME", "/proc")
                        .startedBy("env", "JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=/proc")
                        .run("serve", "--port=0", "--data=" + folder.path()),
                1,
                "no usable ffmpeg was found",
                "[ffmpeg_unusable]");
    }

    @Test
    void a_folder_that_cannot_be_written_is_told() throws Exception {
        refused(
                serveIn(Path.of("/proc/millrace")),
                1,
                "/proc/millrace can't be used",
                "--data",
                "[data_folder_unusable]");
    }

    @Test
    void a_folder_of_somebody_elses_files_is_left_alone() throws Exception {
        Path documents = Files.createDirectory(temporary.resolve("documents"));
        Files.writeString(documents.resolve("letter.txt"), "Dear Mia");

        refused(serveIn(documents), 1, "holds other files (letter.txt)", "[data_folder_unusable]");
    }

    @Test
    void a_folder_of_a_newer_version_is_told() throws Exception {
        Files.createDirectory(folder.path());
        Files.writeString(folder.path().resolve("version"), "2\n");

        refused(serve(), 1, "newer version of Millrace", "[data_folder_unusable]");
    }

    @Test
    void a_damaged_database_is_told() throws Exception {
        folder.serve().close();
        ServedFolder.eventually("everything ended", () -> folder.processes().isEmpty());
        Files.delete(folder.path().resolve("database/data/global/pg_control"));

        refused(serve(), 1, "bring it back from a backup", "[database_unusable]");
    }

    @Test
    void a_disk_that_is_full_for_a_while_holds_a_job_up_and_no_more() throws Exception {
        Files.createDirectory(folder.path());
        assumeTrue(
                run(
                                "mount",
                                "-t",
                                "tmpfs",
                                "-o",
                                "size=300m,mode=711",
                                "tmpfs",
                                folder.path().toString())
                        == 0,
                "only the super user can make a small disk");
        try (ServedFolder.Serving server = folder.serve()) {
            Path ballast = temporary.resolve("data/scratch/ballast");
            Files.copy(film, folder.media().resolve("film.mp4"));
            fill(ballast);
            JobId job = folder.submit("film.mp4", "test");
            ServedFolder.eventually(
                    "a task finds the disk full",
                    () -> Files.readString(server.running().err()).contains("[disk_full]"));

            Files.delete(ballast);

            ServedFolder.eventually("the job is over", () -> isOver(job));
            assertThat(folder.job(job).status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(server.stop("TERM").err()).doesNotContain("Exception");
        } finally {
            run("umount", "--lazy", folder.path().toString());
        }
    }

    /// Leaves a little: enough for the rows of a job, and not for its media.
    private static void fill(Path ballast) throws IOException {
        try (FileChannel file = FileChannel.open(ballast, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocate(1 << 16);
            assertThatIOException()
                    .isThrownBy(() -> {
                        while (true) {
                            file.write(block.rewind());
                        }
                    })
                    .withMessageContaining("No space left");
            file.truncate(file.size() - (1 << 20));
        }
    }

    @Test
    void a_full_disk_is_told() throws Exception {
        Files.createDirectory(folder.path());
        assumeTrue(
                run(
                                "mount",
                                "-t",
                                "tmpfs",
                                "-o",
                                "size=16m,mode=711",
                                "tmpfs",
                                folder.path().toString())
                        == 0,
                "only the super user can make a small disk");
        try {
            refused(serve(), 1, "the disk is full", "[disk_full]");
        } finally {
            run("umount", folder.path().toString());
        }
    }

    private void refused(Program.Ended ended, int code, String... words) {
        assertThat(ended.err()).contains(words).doesNotContain("\tat ");
        assertThat(ended.code()).isEqualTo(code);
        assertThat(folder.processes()).isEmpty();
    }

    /// Submits a job and waits until its chunks are encoded.
    private JobId begin(String profile) throws Exception {
        Files.createLink(folder.media().resolve("film.mp4"), film);
        JobId job = folder.submit("film.mp4", profile);
        try (ServedFolder.Tasks tasks = folder.tasks(job)) {
            ServedFolder.eventually(
                    "a chunk is encoded",
                    () -> tasks.now().stream()
                            .anyMatch(task -> task.id().name().value().startsWith("chunk")
                                    && task.state() instanceof TaskState.Running));
        }
        return job;
    }

    /// False also while the database is away.
    private boolean isOver(JobId job) throws Exception {
        try (ServedFolder.Tasks tasks = folder.tasks(job)) {
            return tasks.now().stream()
                            .anyMatch(task -> task.id().name().value().equals("publish"))
                    && tasks.now().stream().allMatch(task -> task.state() instanceof TaskState.Done);
        } catch (PersistenceUnavailable away) {
            return false;
        }
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }

    private static int put(URI part) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(part)
                .PUT(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /// Of the processes that still run.
    private static List<String> environments(Stream<ProcessHandle> processes) throws IOException {
        List<String> environments = new ArrayList<>();
        for (ProcessHandle process : processes.toList()) {
            Path environment = Path.of("/proc/" + process.pid() + "/environ");
            if (Files.isReadable(environment)) {
                environments.add(Files.readString(environment, StandardCharsets.ISO_8859_1));
            }
        }
        return environments;
    }

    private static HttpResponse<String> post(ServedFolder.Serving server, String path, String json) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(server.uri().resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private Program.Ended serve() throws Exception {
        return serveIn(folder.path());
    }

    private Program.Ended serveIn(Path place) throws Exception {
        return Program.in(temporary).run("serve", "--port=0", "--data=" + place);
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
