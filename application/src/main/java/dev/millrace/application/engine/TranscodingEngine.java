package dev.millrace.application.engine;

import dev.millrace.application.client.NewJob;
import dev.millrace.application.client.PlayJob;
import dev.millrace.application.client.SubmitJob;
import dev.millrace.application.client.UploadUseCases;
import dev.millrace.application.client.UseCases;
import dev.millrace.application.port.Change;
import dev.millrace.application.port.JobQuery;
import dev.millrace.application.port.Page;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.Signalling;
import dev.millrace.application.port.Subscription;
import dev.millrace.application.source.SourceCache;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.work.Task;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Millrace within a process: submit jobs, watch them, and work on them if it has slots.
///
/// Any number of engines may share a persistence. Methods without a tenant speak for [TenantId#DEFAULT].
public final class TranscodingEngine implements AutoCloseable {
    private final Persistence persistence;
    private final Signalling signalling;
    private final UseCases useCases;
    private final Machinery machinery;
    private final SourceCache cache;

    TranscodingEngine(
            Persistence persistence, Signalling signalling, UseCases useCases, Machinery machinery, SourceCache cache) {
        this.persistence = persistence;
        this.signalling = signalling;
        this.useCases = useCases;
        this.machinery = machinery;
        this.cache = cache;
    }

    /// An engine to be put together. Only the media store must be given, and the tools if it is to have slots.
    public static EngineBuilder builder() {
        return new EngineBuilder();
    }

    /// Submits a job.
    ///
    /// @return the job's id; that of the first job when the request was repeated
    /// @throws JobRefused when it can't be done as it stands
    public JobId submit(NewJob wanted) {
        return switch (useCases.submit().submit(wanted)) {
            case SubmitJob.Answer.Accepted accepted -> accepted.job().id();
            case SubmitJob.Answer.SameAsBefore same -> same.job().id();
            case SubmitJob.Answer.KeyReused _ ->
                throw new JobRefused(new Failure(
                        FailureCode.IDEMPOTENCY_KEY_REUSED,
                        "The idempotency key was used for another request; choose a new one."));
            case SubmitJob.Answer.Refused refused -> throw new JobRefused(refused.failure());
        };
    }

    /// Waits until a job is over.
    ///
    /// @return the job as it is then, or as it stands after `atMost`; empty when there is no such job
    public Optional<Job> await(JobId id, Duration atMost) throws InterruptedException {
        return useCases.watch().await(TenantId.DEFAULT, id, atMost);
    }

    /// Tells every change of a job until the subscription is closed.
    public Subscription watch(JobId id, Consumer<Job> listener) {
        return useCases.watch().watch(TenantId.DEFAULT, id, listener);
    }

    /// The job as it is now.
    public Optional<Job> find(JobId id) {
        return persistence.jobs().find(TenantId.DEFAULT, id);
    }

    /// Jobs, newest first, a page at a time.
    public Page<Job> list(JobQuery query) {
        return persistence.jobs().list(query);
    }

    /// A job's tasks and what they left.
    public List<Task> tasks(JobId id) {
        return persistence.tasks().of(TenantId.DEFAULT, id);
    }

    /// Stops a job.
    public Change cancel(JobId id) {
        return useCases.cancel().cancel(TenantId.DEFAULT, id);
    }

    /// Tries a failed or canceled job again; only what is missing is redone.
    public Change retry(JobId id) {
        return useCases.retry().retry(TenantId.DEFAULT, id);
    }

    /// Removes a job that is over, and its objects.
    public Change delete(JobId id) {
        return useCases.delete().delete(TenantId.DEFAULT, id);
    }

    /// All that clients may ask for, for any tenant: what a driving adapter such as a server is built on.
    public UseCases useCases() {
        return useCases;
    }

    /// What clients may ask of uploads; empty when the engine was given no [dev.millrace.application.port.DirectTransfer].
    public Optional<UploadUseCases> uploads() {
        return useCases.uploads();
    }

    /// How jobs are played while they are encoded and after; empty when the engine was given no way to link to segments.
    public Optional<PlayJob> player() {
        return useCases.play();
    }

    /// Claims nothing more, lets what runs go on for up to `atMost`, and hands back the rest. Clients may go on.
    public void drain(Duration atMost) {
        machinery.stop(atMost);
    }

    /// Hands back what runs, stops all threads, and closes the persistence and the signalling it was given.
    @Override
    public void close() {
        machinery.stop(Duration.ZERO);
        cache.close();
        signalling.close();
        persistence.close();
    }
}
