package dev.millrace.application.client;

import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.JobStore;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.delivery.Output;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobState;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lists what was made of a job, with links to download it.
public final class ReadOutputs {
    private final JobStore jobs;
    private final Optional<DirectTransfer> transfer;

    /// @param jobs the truth
    /// @param transfer makes links; empty when clients can't read from the storage directly
    public ReadOutputs(JobStore jobs, Optional<DirectTransfer> transfer) {
        this.jobs = jobs;
        this.transfer = transfer;
    }

    /// An output and how to get it.
    ///
    /// @param output what it is
    /// @param link good until the moment that was asked for; empty when clients can't read from the storage directly
    public record Linked(Output output, Optional<URI> link) {}

    /// What a client may download; none before the job is completed, empty when the tenant has no such job.
    ///
    /// @param until when the links expire
    /// @throws MediaFailed when no link can be made
    public Optional<List<Linked>> read(TenantId tenant, JobId id, Instant until) throws MediaFailed {
        Optional<Job> job = jobs.find(tenant, id);
        if (job.isEmpty()) {
            return Optional.empty();
        }
        List<Linked> linked = new ArrayList<>();
        if (job.get().state() instanceof JobState.Completed completed) {
            for (Output output : completed.outputs()) {
                linked.add(new Linked(output, link(output, until)));
            }
        }
        return Optional.of(linked);
    }

    private Optional<URI> link(Output output, Instant until) throws MediaFailed {
        return transfer.isPresent()
                ? Optional.of(transfer.get().download(output.file().key(), until))
                : Optional.empty();
    }
}
