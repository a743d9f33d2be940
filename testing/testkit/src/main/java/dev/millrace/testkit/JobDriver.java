package dev.millrace.testkit;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.Claimant;
import dev.millrace.application.port.Heartbeat;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.Settled;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.port.Submission;
import dev.millrace.domain.delivery.ObjectPrefix;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.StorageLayout;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.media.SourceIndex;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.work.Lease;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskGraph;
import dev.millrace.domain.work.Work;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes jobs through their lives against a bare persistence, as workers would, without any media.
public final class JobDriver {
    /// How long the leases of this driver's claims are.
    public static final Duration LEASE = Duration.ofSeconds(15);

    private final Persistence persistence;
    private final SourceInfo film;
    private final SourceIndex index;

    /// @param length of the films that all jobs are about
    public JobDriver(Persistence persistence, Duration length) {
        this.persistence = persistence;
        this.film = Samples.aFilm(length);
        this.index = Samples.itsIndex(length);
    }

    /// Submits a fresh job of the default tenant.
    public Job submit() {
        return submit(Samples.aQueuedJob());
    }

    /// Submits this job.
    public Job submit(Job job) {
        Submission submission = persistence.jobs().submit(job, Samples.firstTasks(), Optional.empty());
        if (submission instanceof Submission.Accepted accepted) {
            return accepted.job();
        }
        throw new AssertionError("not accepted: " + submission);
    }

    /// Claims the next task, which must be there.
    public Claim claim(Claimant worker) {
        return persistence.tasks().claim(worker, LEASE).orElseThrow(() -> new AssertionError("nothing to claim"));
    }

    /// Says that the worker of these claims is alive, and answers which leases still count.
    public Set<Lease> renew(double progress, Claim... claims) {
        List<Heartbeat> beats = Arrays.stream(claims)
                .map(claim -> new Heartbeat(claim.lease(), progress))
                .toList();
        return persistence
                .workers()
                .beat(Samples.aCard(claims[0].lease().worker()), beats, LEASE)
                .held();
    }

    /// Settles a claim as succeeded, with the growth that its work brings.
    public Settled succeed(Claim claim) {
        return persistence.tasks().settle(claim.lease(), success(claim));
    }

    /// Claims and settles until a claim is of that kind, and answers it unsettled.
    public Claim claimFirst(Claimant worker, Class<? extends Work> kind) {
        while (true) {
            Claim claim = claim(worker);
            if (kind.isInstance(claim.work())) {
                return claim;
            }
            succeed(claim);
        }
    }

    /// Claims and settles until nothing is left for this worker.
    public void runToEnd(Claimant worker) {
        for (Optional<Claim> claim = persistence.tasks().claim(worker, LEASE);
                claim.isPresent();
                claim = persistence.tasks().claim(worker, LEASE)) {
            succeed(claim.get());
        }
    }

    /// The job as it is now.
    public Job now(Job job) {
        return persistence.jobs().find(job.tenant(), job.id()).orElseThrow();
    }

    /// One of its tasks as it is now.
    public Task now(Job job, TaskId task) {
        return persistence.tasks().of(job.tenant(), job.id()).stream()
                .filter(candidate -> candidate.id().equals(task))
                .findFirst()
                .orElseThrow();
    }

    /// How a claim would be settled if its work succeeded.
    public Settlement success(Claim claim) {
        ObjectPrefix prefix = StorageLayout.attempt(
                claim.job().tenant(), claim.lease().task(), claim.lease().epoch());
        return switch (claim.work()) {
            case Work.Probe _ -> {
                Plan opened = Samples.itsOpenedPlan(film);
                yield new Settlement.Succeeded(
                        new Product.Probed(film),
                        Optional.of(new Settlement.Growth(opened, TaskGraph.afterProbe(film, opened))));
            }
            case Work.Index _ -> {
                Plan opened = claim.job().plan().orElseThrow();
                Plan complete = Samples.itsCompletePlan(film, opened, index);
                yield new Settlement.Succeeded(
                        new Product.Indexed(
                                List.of(Samples.aTrack(prefix, new RenditionId("audio-1"), 10)),
                                List.of(),
                                Optional.empty()),
                        Optional.of(new Settlement.Growth(
                                complete,
                                Samples.GRAPH.afterIndex(
                                        film, index, claim.job().profile(), opened, complete))));
            }
            case Work.EncodeChunk chunk ->
                Settlement.Succeeded.with(new Product.EncodedChunk(
                        chunk.renditions().stream()
                                .map(rendition -> Samples.aTrack(prefix, rendition, 2))
                                .toList(),
                        chunk.chunk().frames().length()));
            case Work.Stills _ ->
                Settlement.Succeeded.with(
                        new Product.Pictured(Samples.aStoredFile(prefix, "poster.jpg"), new FrameSize(320, 180)));
            case Work.Remux remux ->
                Settlement.Succeeded.with(new Product.Remuxed(
                        remux.picture().orElse(new RenditionId("audio-1")),
                        Samples.aStoredFile(prefix, "film.mp4"),
                        new MediaDuration(240, 24)));
            case Work.Publish _ -> Settlement.Succeeded.with(Samples.somethingPublished(prefix));
        };
    }
}
