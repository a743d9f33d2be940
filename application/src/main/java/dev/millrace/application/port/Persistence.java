package dev.millrace.application.port;

/// The truth about jobs, tasks and uploads. One consistency boundary: each method of its stores is one transaction, and no
/// transaction type appears in the core.
///
/// Every method may throw [PersistenceUnavailable]; then it is unknown whether the transaction took place, and the
/// caller may simply call again, because every method is idempotent.
public interface Persistence extends AutoCloseable {
    /// Jobs, as clients see them.
    JobStore jobs();

    /// Tasks, as workers see them.
    TaskStore tasks();

    /// Profiles that were added to the built-in ones.
    ProfileCatalog profiles();

    /// Files on their way into storage.
    UploadStore uploads();

    /// The keys of callers.
    KeyStore keys();

    /// Who is told of jobs, and what is on its way there.
    WebhookStore webhooks();

    /// Jobs that were begun while their sources are still being uploaded.
    ArrivalStore arrivals();

    /// How attempts went.
    AttemptStore attempts();

    /// Which workers are alive.
    WorkerRegistry workers();

    /// Frees connections. What was written stays.
    @Override
    void close();
}
