package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.job.StorageLayout;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of the whole server, again and again.
class KilledServerIT {
    private static final int KILLS = 10;

    /// By cost, so small a film would be too few tasks for so many kills.
    private static final String CHUNK = "4";

    /// What is random is the same each time; what machines do is not, and must not matter.
    private static final long SEED = 20_261_123;

    /// Then a task is left to end before the next kill: one that takes its worker down five times in a row is given up,
    /// as it should.
    private static final int OFTEN = 3;

    private final Random random = new Random(SEED);

    @TempDir
    Path temporary;

    /// What a kill waits for.
    private enum Moment {
        /// The server starts: its database is there, and nothing else.
        STARTING,
        /// The server has just said where it listens.
        LISTENING,
        /// It has claimed so many tasks more.
        CLAIMED,
        /// It has finished so many tasks more.
        SETTLED
    }

    @Test
    void a_job_completes_frame_by_frame_although_its_server_is_killed_ten_times() throws Exception {
        Path film = Ffmpeg.film(temporary.resolve("film.mp4"), "320x180", 25, 300);
        Program.Ended undisturbed = Program.in(temporary)
                .with("MILLRACE_CHUNK_SEGMENTS", CHUNK)
                .run("transcode", "film.mp4", "--profile=test", "--quiet", "--output=undisturbed");
        assertThat(undisturbed).isEqualTo(new Program.Ended(0, "", ""));

        try (ServedFolder folder = new ServedFolder(temporary).with("MILLRACE_CHUNK_SEGMENTS", CHUNK)) {
            JobId job = startJob(folder, film);
            for (int kill = 2; kill <= KILLS; kill++) {
                serveUntilKilled(folder, job);
            }
            try (ServedFolder.Serving server = folder.serve();
                    ServedFolder.Tasks tasks = folder.tasks(job)) {
                assertThat(tasks.now())
                        .as("the job was not over before the last kill")
                        .anyMatch(task -> !(task.state() instanceof TaskState.Done));

                ServedFolder.eventually(
                        "the job is over", () -> folder.job(job).status().terminal());

                assertThat(folder.job(job).status()).isEqualTo(JobStatus.COMPLETED);
                assertThat(framesOf(folder, "180p"))
                        .isEqualTo(Ffmpeg.frames(temporary.resolve("undisturbed/180p.mp4")));
                assertThat(framesOf(folder, "90p")).isEqualTo(Ffmpeg.frames(temporary.resolve("undisturbed/90p.mp4")));
                List<String> winners = tasks.now().stream()
                        .map(task -> StorageLayout.attempt(TenantId.DEFAULT, task.id(), task.epoch())
                                .value())
                        .toList();
                ServedFolder.eventually(
                        "only what counts is kept",
                        () -> garbage(folder, winners).isEmpty());
                assertThat(server.stop("TERM").code()).isEqualTo(143);
            }
            assertThat(folder.processes()).isEmpty();
            assertThat(folder.path().resolve("scratch")).isEmptyDirectory();
        }
    }

    /// The first kill comes as soon as the job is accepted.
    private static JobId startJob(ServedFolder folder, Path film) throws Exception {
        try (ServedFolder.Serving server = folder.serve()) {
            Files.createLink(folder.media().resolve("film.mp4"), film);
            JobId job = folder.submit("film.mp4", "test");
            server.kill();
            return job;
        }
    }

    private void serveUntilKilled(ServedFolder folder, JobId job) throws Exception {
        Moment moment = Moment.values()[random.nextInt(Moment.values().length)];
        int more = 1 + random.nextInt(2);
        boolean restartedAtOnce = random.nextBoolean();
        if (moment == Moment.STARTING) {
            folder.killStarting();
        } else {
            try (ServedFolder.Serving server = folder.serve();
                    ServedFolder.Tasks tasks = folder.tasks(job)) {
                awaitMoment(moment, more, tasks);
                server.kill();
            }
        }
        if (!restartedAtOnce) {
            ServedFolder.eventually(
                    "everything ended with the server", () -> folder.processes().isEmpty());
        }
    }

    private static void awaitMoment(Moment moment, int more, ServedFolder.Tasks tasks) throws Exception {
        List<Task> before = tasks.now();
        ServedFolder.eventually("a moment to kill comes", () -> {
            List<Task> now = tasks.now();
            assertThat(done(now)).as("tasks that are done").isLessThan(Math.max(1, now.size()));
            boolean come = switch (moment) {
                case STARTING, LISTENING -> true;
                case CLAIMED -> claimed(now) >= claimed(before) + more;
                case SETTLED -> done(now) >= done(before) + more;
            };
            return come && running(now).allMatch(state -> state.tally().interruptions() < OFTEN);
        });
    }

    private static long claimed(List<Task> tasks) {
        return tasks.stream().mapToLong(task -> task.epoch().value()).sum();
    }

    private static long done(List<Task> tasks) {
        return tasks.stream()
                .filter(task -> task.state() instanceof TaskState.Done)
                .count();
    }

    private static Stream<TaskState.Running> running(List<Task> tasks) {
        return tasks.stream()
                .map(Task::state)
                .filter(TaskState.Running.class::isInstance)
                .map(TaskState.Running.class::cast);
    }

    private static List<String> garbage(ServedFolder folder, List<String> winners) throws Exception {
        return folder.keys().stream()
                .filter(key -> !key.equals("film.mp4"))
                .filter(key -> winners.stream().noneMatch(key::startsWith))
                .toList();
    }

    private static List<String> framesOf(ServedFolder folder, String rendition) throws Exception {
        String file = folder.keys().stream()
                .filter(key -> key.endsWith(rendition + ".mp4"))
                .findFirst()
                .orElseThrow();
        return Ffmpeg.frames(folder.media().resolve(file));
    }
}
