package dev.millrace.application.client;

import dev.millrace.application.port.JobQuery;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.identity.TenantId;
import java.time.Duration;
import java.util.List;

/// Says whether the parts that everything rests on answer. The calls are short, but may hang as long as the parts do.
public final class CheckHealth {
    private static final ObjectKey ANY = new ObjectKey("health");

    private final Persistence persistence;
    private final MediaStore media;
    private final Duration lease;

    /// @param persistence the truth
    /// @param media content
    /// @param lease a worker that was silent for longer is not counted
    public CheckHealth(Persistence persistence, MediaStore media, Duration lease) {
        this.persistence = persistence;
        this.media = media;
        this.lease = lease;
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

    /// The store of jobs.
    public Component database() {
        try {
            persistence.jobs().list(JobQuery.newest(TenantId.DEFAULT, 1));
            return new Component("database", Status.UP, "It answers.");
        } catch (PersistenceUnavailable away) {
            return new Component("database", Status.DOWN, "The database does not answer.");
        }
    }

    /// The store of content.
    public Component storage() {
        try {
            media.size(ANY);
            return new Component("storage", Status.UP, "It answers.");
        } catch (MediaFailed failed) {
            return new Component("storage", Status.DOWN, failed.failure().sentence());
        }
    }

    /// Those who do the work. Without one jobs are accepted and wait.
    public Component workers() {
        try {
            int living = persistence.workers().living(lease).size();
            return living == 0
                    ? new Component(
                            "workers", Status.DEGRADED, "No worker is alive; jobs are accepted and wait for one.")
                    : new Component("workers", Status.UP, living + (living == 1 ? " is" : " are") + " alive.");
        } catch (PersistenceUnavailable away) {
            return new Component("workers", Status.DEGRADED, "The database, which would know, does not answer.");
        }
    }

    /// All parts.
    public List<Component> all() {
        return List.of(database(), storage(), workers());
    }
}
