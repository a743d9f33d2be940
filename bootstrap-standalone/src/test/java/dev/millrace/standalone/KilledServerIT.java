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

    /// What is random is the same each time; what machines do is not, and must not matter.
    private static final long SEED = 20_261_123;

    @TempDir
    Path temporary;

    @Test
    void a_job_completes_frame_by_frame_although_its_server_is_killed_ten_times() throws Exception {
        Path film = Ffmpeg.film(temporary.resolve("film.mp4"), "320x180", 25, 90);
        Program.Ended undisturbed =
                Program.in(temporary).run("transcode", "film.mp4", "--profile=test", "--quiet", "--output=undisturbed");
        assertThat(undisturbed).isEqualTo(new Program.Ended(0, "", ""));

        try (ServedFolder folder = new ServedFolder(temporary)) {
            JobId job = startJob(folder, film);
            Random random = new Random(SEED);
            for (int kill = 1; kill <= KILLS; kill++) {
                try (ServedFolder.Serving server = folder.serve()) {
                    awaitMoment(folder, job, random);
                    server.kill();
                }
                if (random.nextBoolean()) {
                    ServedFolder.eventually(
                            "everything ended with the server",
                            () -> folder.processes().isEmpty());
                }
            }
            try (ServedFolder.Serving server = folder.serve();
                    ServedFolder.Tasks tasks = folder.tasks(job)) {
                ServedFolder.eventually(
                        "the job is over", () -> folder.job(job).status().terminal());

                assertThat(folder.job(job).status()).isEqualTo(JobStatus.COMPLETED);
                List<String> winners = tasks.now().stream()
                        .map(task -> StorageLayout.attempt(TenantId.DEFAULT, task.id(), task.epoch())
                                .value())
                        .toList();
                ServedFolder.eventually("only what counts is kept", () -> garbage(folder, winners)
                        .isEmpty());
                assertThat(framesOf(folder, "180p")).isEqualTo(Ffmpeg.frames(temporary.resolve("undisturbed/180p.mp4")));
                assertThat(framesOf(folder, "90p")).isEqualTo(Ffmpeg.frames(temporary.resolve("undisturbed/90p.mp4")));
                assertThat(server.stop("TERM").code()).isEqualTo(143);
            }
            assertThat(folder.processes()).isEmpty();
            assertThat(folder.path().resolve("scratch")).isEmptyDirectory();
        }
    }

    private static JobId startJob(ServedFolder folder, Path film) throws Exception {
        try (ServedFolder.Serving server = folder.serve()) {
            Files.createLink(folder.media().resolve("film.mp4"), film);
            JobId job = folder.submit("film.mp4", "test");
            server.kill();
            return job;
        }
    }

    /// Waits until some more tasks were claimed, and one of those that run has come as far as chance wants it. The same
    /// task is not hit too often: it would be given up, as it should.
    private static void awaitMoment(ServedFolder folder, JobId job, Random random) throws Exception {
        int claims = 1 + random.nextInt(4);
        double progress = random.nextBoolean() ? 0 : random.nextDouble() / 2;
        try (ServedFolder.Tasks tasks = folder.tasks(job)) {
            long before = claimed(tasks.now());
            ServedFolder.eventually("a moment to kill comes", () -> {
                List<Task> now = tasks.now();
                List<TaskState.Running> running = running(now).toList();
                return claimed(now) >= before + claims
                        && running.stream().anyMatch(state -> state.progress() >= progress)
                        && running.stream().allMatch(state -> state.tally().interruptions() < 3);
            });
        }
    }

    private static long claimed(List<Task> tasks) {
        return tasks.stream().mapToLong(task -> task.epoch().value()).sum();
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
