package dev.millrace.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Submits, follows and changes jobs.
public final class Jobs {
    private static final int PAGE = 200;

    private final Requests requests;

    Jobs(Requests requests) {
        this.requests = requests;
    }

    /// Submits a job. The same [NewJob] submitted again is the same job.
    public Job submit(NewJob wanted) throws InterruptedException {
        return job(requests.send("POST", "/jobs", wanted.fields(), Map.of("Idempotency-Key", wanted.idempotencyKey())));
    }

    /// How a job stands.
    public Job get(UUID id) throws InterruptedException {
        return job(requests.get("/jobs/" + id));
    }

    /// The newest jobs, the newest first.
    ///
    /// @param most how many at most, 1 or more
    public List<Job> newest(int most) throws InterruptedException {
        return newest(most, "");
    }

    /// The newest jobs that stand so, the newest first.
    ///
    /// @param most how many at most, 1 or more
    public List<Job> newest(int most, JobStatus status) throws InterruptedException {
        return newest(most, "&status=" + status.name().toLowerCase(Locale.ROOT));
    }

    private List<Job> newest(int most, String filter) throws InterruptedException {
        List<Job> jobs = new ArrayList<>();
        Optional<String> cursor = Optional.of("");
        while (cursor.isPresent() && jobs.size() < most) {
            int page = Math.min(PAGE, most - jobs.size());
            JsonNode answer = requests.get("/jobs?limit=" + page + filter + cursor.get());
            answer.get("jobs").forEach(job -> jobs.add(job(job)));
            cursor = Optional.ofNullable(answer.get("next_cursor").textValue()).map(next -> "&cursor=" + next);
        }
        return List.copyOf(jobs);
    }

    /// Follows a job until it is over. The consumer is told of how it stands now, and of changes, at most twice a second; a
    /// connection that breaks is taken up again.
    ///
    /// @param told in this thread
    /// @return the job as it ended
    public Job watch(UUID id, Consumer<Job> told) throws InterruptedException {
        return new Watch(requests, id, told).untilOver();
    }

    /// Waits until a job is over, however it ended.
    ///
    /// @return how it stands when the time is up, which may be before its end
    public Job await(UUID id, Duration atMost) throws InterruptedException {
        CompletableFuture<Job> over = new CompletableFuture<>();
        Thread watcher = Thread.ofVirtual().name("millrace-await").start(() -> {
            try {
                over.complete(watch(id, _ -> {}));
            } catch (InterruptedException | RuntimeException failed) {
                over.completeExceptionally(failed);
            }
        });
        try {
            return over.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return get(id);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed);
        } finally {
            watcher.interrupt();
        }
    }

    /// Stops a job that is queued or processing.
    public Job cancel(UUID id) throws InterruptedException {
        return job(requests.post("/jobs/" + id + "/cancel"));
    }

    /// Queues a failed or canceled job again. Only what is missing is done again.
    public Job retry(UUID id) throws InterruptedException {
        return job(requests.post("/jobs/" + id + "/retry"));
    }

    /// Withholds the tasks of a job from workers.
    public Job pause(UUID id) throws InterruptedException {
        return job(requests.post("/jobs/" + id + "/pause"));
    }

    /// Offers the tasks of a paused job to workers again.
    public Job resume(UUID id) throws InterruptedException {
        return job(requests.post("/jobs/" + id + "/resume"));
    }

    /// Makes a queued job more or less urgent.
    ///
    /// @param priority 0 to 100
    public Job prioritize(UUID id, int priority) throws InterruptedException {
        return job(requests.send("PATCH", "/jobs/" + id, Map.of("priority", priority), Map.of()));
    }

    /// Deletes a job that is over, with everything that was made of it. Its source stays.
    public void delete(UUID id) throws InterruptedException {
        requests.delete("/jobs/" + id);
    }

    /// What was made of a job; nothing until it is completed.
    public List<Output> outputs(UUID id) throws InterruptedException {
        List<Output> outputs = new ArrayList<>();
        requests.get("/jobs/" + id + "/outputs")
                .get("outputs")
                .forEach(output -> outputs.add(Requests.read(output, Output.class)));
        return List.copyOf(outputs);
    }

    private static Job job(JsonNode node) {
        return Requests.read(node, Job.class);
    }
}
