package dev.millrace.application.client;

import dev.millrace.application.port.JobQuery;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.application.port.WorkerState;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.identity.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Says whether the parts that everything rests on answer. A part that hangs is taken for one that does not.
public final class CheckHealth {
    /// Less than monitors and load balancers wait.
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final ObjectKey ANY = new ObjectKey("health");

    private final Persistence persistence;
    private final MediaStore media;
    private final Duration lease;
    private final HealthCheck database;
    private final HealthCheck storage;
    private final HealthCheck workers;
    private final List<HealthCheck> others;

    /// @param persistence the truth
    /// @param media content
    /// @param lease a worker that was silent for longer is not counted
    /// @param others further parts, which clients can do without
    /// @param patience how long a part may take to answer
    public CheckHealth(
            Persistence persistence, MediaStore media, Duration lease, List<Part> others, Duration patience) {
        this.persistence = persistence;
        this.media = media;
        this.lease = lease;
        this.database = new HealthCheck(this::askDatabase, silent("database", Status.DOWN), patience);
        this.storage = new HealthCheck(this::askStorage, silent("storage", Status.DOWN), patience);
        this.workers = new HealthCheck(this::askWorkers, silent("workers", Status.DEGRADED), patience);
        this.others = others.stream()
                .map(other -> new HealthCheck(other.check(), silent(other.name(), Status.DEGRADED), patience))
                .toList();
    }

    private static Component silent(String name, Status status) {
        return new Component(name, status, "It does not answer in time.");
    }

    /// How a part is.
    public enum Status {
        /// It answers.
        UP,
        /// It does not answer, and clients can be served all the same.
        DEGRADED,
        /// It does not answer, and clients can't be served.
        DOWN
    }

    /// One part.
    ///
    /// @param name for people and monitors
    /// @param status how it is
    /// @param detail a sentence that names no secret
    public record Component(String name, Status status, String detail) {}

    /// A further part.
    ///
    /// @param name for people and monitors
    /// @param check asks it
    public record Part(String name, Supplier<Component> check) {}

    /// What must answer before a client can be served: the store of jobs and that of content.
    public List<Component> needed() throws InterruptedException {
        return ask(List.of(database, storage));
    }

    /// All parts.
    public List<Component> all() throws InterruptedException {
        return ask(Stream.concat(Stream.of(database, storage, workers), others.stream())
                .toList());
    }

    private static List<Component> ask(List<HealthCheck> checks) throws InterruptedException {
        List<HealthCheck.Asked> asked = checks.stream().map(HealthCheck::begin).toList();
        List<Component> answers = new ArrayList<>();
        for (HealthCheck.Asked question : asked) {
            answers.add(question.answer());
        }
        return List.copyOf(answers);
    }

    private Component askDatabase() {
        try {
            persistence.jobs().list(JobQuery.newest(TenantId.DEFAULT, 1));
            return new Component("database", Status.UP, "It answers.");
        } catch (PersistenceUnavailable away) {
            return new Component("database", Status.DOWN, "The database does not answer.");
        }
    }

    private Component askStorage() {
        try {
            media.size(ANY);
            return new Component("storage", Status.UP, "It answers.");
        } catch (MediaFailed failed) {
            return new Component("storage", Status.DOWN, failed.failure().sentence());
        }
    }

    /// Without a worker jobs are accepted and wait. One that was asked to drain takes none.
    private Component askWorkers() {
        try {
            Map<WorkerState, Integer> census = persistence.workers().census(lease);
            int working = census.getOrDefault(WorkerState.WORKING, 0);
            if (working > 0) {
                return new Component("workers", Status.UP, working + (working == 1 ? " works." : " work."));
            }
            return new Component(
                    "workers",
                    Status.DEGRADED,
                    census.isEmpty()
                            ? "No worker is alive; jobs are accepted and wait for one."
                            : "All workers are drained; jobs are accepted and wait for a new one.");
        } catch (PersistenceUnavailable away) {
            return new Component("workers", Status.DEGRADED, "The database, which would know, does not answer.");
        }
    }
}
