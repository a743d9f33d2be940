package dev.millrace.application.memory;

import dev.millrace.application.port.ArrivalStore;
import dev.millrace.application.port.AttemptStore;
import dev.millrace.application.port.JobStore;
import dev.millrace.application.port.KeyStore;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.ProfileCatalog;
import dev.millrace.application.port.TaskStore;
import dev.millrace.application.port.UploadStore;
import dev.millrace.application.port.WebhookStore;
import dev.millrace.application.port.WorkerRegistry;
import java.time.Clock;
import java.util.random.RandomGenerator;

/// Keeps jobs, tasks and uploads in this process. Nothing survives it.
public final class MemoryPersistence implements Persistence {
    private final MemoryJobStore jobs;
    private final MemoryTaskStore tasks;
    private final MemoryProfiles profiles = new MemoryProfiles();
    private final MemoryUploads uploads;
    private final MemoryKeys keys = new MemoryKeys();
    private final MemoryWebhooks webhooks;
    private final MemoryArrivals arrivals;
    private final MemoryAttempts attempts;
    private final MemoryWorkers workers;

    /// @param clock the store's clock, leases included
    /// @param random jitter of backoffs
    public MemoryPersistence(Clock clock, RandomGenerator random) {
        Table table = new Table(clock);
        this.jobs = new MemoryJobStore(table);
        this.tasks = new MemoryTaskStore(table, random);
        this.uploads = new MemoryUploads(clock);
        this.webhooks = new MemoryWebhooks(table, clock);
        this.arrivals = new MemoryArrivals(table);
        this.attempts = new MemoryAttempts(table);
        this.workers = new MemoryWorkers(table);
    }

    @Override
    public JobStore jobs() {
        return jobs;
    }

    @Override
    public TaskStore tasks() {
        return tasks;
    }

    @Override
    public ProfileCatalog profiles() {
        return profiles;
    }

    @Override
    public UploadStore uploads() {
        return uploads;
    }

    @Override
    public KeyStore keys() {
        return keys;
    }

    @Override
    public WebhookStore webhooks() {
        return webhooks;
    }

    @Override
    public ArrivalStore arrivals() {
        return arrivals;
    }

    @Override
    public AttemptStore attempts() {
        return attempts;
    }

    @Override
    public WorkerRegistry workers() {
        return workers;
    }

    /// Nothing to free.
    @Override
    public void close() {}
}
