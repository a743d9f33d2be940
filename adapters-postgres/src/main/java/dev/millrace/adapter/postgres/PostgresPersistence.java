package dev.millrace.adapter.postgres;

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
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.time.Clock;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/// Jobs, tasks, profiles, uploads and workers in PostgreSQL 18, in a schema of its own named `millrace`.
///
/// Any number of processes may use one database. Leases are measured by the database's clock; moments in a job's history
/// are taken from the process's own.
public final class PostgresPersistence implements Persistence {

    private final RepositoryContext context;
    private final JobStore jobs;
    private final TaskStore tasks;
    private final ProfileCatalog profiles;
    private final UploadStore uploads;
    private final KeyStore keys;
    private final WebhookStore webhooks;
    private final ArrivalStore arrivals;
    private final AttemptStore attempts;
    private final WorkerRegistry workers;

    private PostgresPersistence(RepositoryContext context, Clock clock, RandomGenerator random) {
        this.context = context;
        var repositories = Repositories.of(context);
        var transactions = new Transactions(context.connections());
        var json = new StoredJson();
        var jobReader = new JobReader(json);
        var taskReader = new TaskReader(json);
        var book = new JobBook(repositories, jobReader, json, clock);
        var lostAttempts = new LostAttempts(repositories, book);
        var settling = new Settling(transactions, repositories, book, lostAttempts, taskReader, json, clock);
        this.jobs = new PostgresJobStore(transactions, repositories, book, jobReader, taskReader, json);
        this.tasks = new PostgresTaskStore(
                transactions,
                repositories,
                taskReader,
                new Claiming(transactions, settling, jobReader, taskReader, clock),
                new Twinning(transactions, repositories, book, jobReader, taskReader),
                settling,
                new Expiring(repositories, book, lostAttempts, taskReader, random));
        this.profiles = new PostgresProfileCatalog(transactions, repositories, json);
        this.uploads = new PostgresUploadStore(transactions, repositories, clock);
        this.keys = new PostgresKeyStore(transactions, repositories);
        this.webhooks = new PostgresWebhookStore(transactions, repositories, clock);
        this.arrivals = new PostgresArrivalStore(transactions, repositories, book);
        this.attempts = new PostgresAttemptStore(transactions, repositories);
        this.workers = new PostgresWorkerRegistry(transactions, repositories);
    }

    /// Brings the schema up to date and opens it.
    ///
    /// @param dataSource whose connections may create the schema `millrace`; it stays the caller's to close
    /// @throws dev.millrace.application.port.PersistenceUnavailable when the database does not answer
    public static PostgresPersistence over(DataSource dataSource) {
        return over(dataSource, dataSource);
    }

    /// The same with connections for heartbeats alone, one of which is in use at a time: by heartbeats leases live, and they
    /// should never have to wait for whatever else goes on.
    ///
    /// @param heartbeats connections to the same database; it stays the caller's to close
    public static PostgresPersistence over(DataSource dataSource, DataSource heartbeats) {
        return over(dataSource, heartbeats, Clock.systemUTC(), RandomGenerator.getDefault());
    }

    /// The same with a clock and a source of randomness of the caller's.
    ///
    /// @param clock for the moments in a job's history
    /// @param random for the jitter of waits
    public static PostgresPersistence over(DataSource dataSource, Clock clock, RandomGenerator random) {
        return over(dataSource, dataSource, clock, random);
    }

    private static PostgresPersistence over(
            DataSource dataSource, DataSource heartbeats, Clock clock, RandomGenerator random) {
        // The bean of a Micronaut application gives only connections of transactions that the application has begun.
        DataSource plain = DelegatingDataSource.unwrapDataSource(dataSource);
        Migrations.apply(plain);
        DataSource split = new SplitConnections(plain, DelegatingDataSource.unwrapDataSource(heartbeats));
        return new PostgresPersistence(RepositoryContext.over(split), clock, random);
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

    /// Frees what this object made; the data source stays open.
    @Override
    public void close() {
        context.close();
    }
}
