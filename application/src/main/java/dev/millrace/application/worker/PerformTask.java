package dev.millrace.application.worker;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.MediaTools;
import dev.millrace.application.port.NotArrived;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.source.ArrivingSources;
import dev.millrace.application.source.SourceCache;
import dev.millrace.application.source.SourceWindows;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.plan.Fleet;
import dev.millrace.domain.plan.Planner;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.domain.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Does a task's work and says how it ended. The only place where a failure becomes a settlement.
public final class PerformTask {
    private static final System.Logger LOG = System.getLogger(PerformTask.class.getName());

    private final MediaStore media;
    private final SourceCache cache;
    private final SourceWindows windows = new SourceWindows();
    private final Optional<ArrivingSources> arriving;
    private final MediaTools tools;
    private final Planner planner;
    private final Supplier<Fleet> fleet;
    private final RetryPolicy policy;
    private final RandomGenerator random;
    private final Path scratch;

    /// @param media sources and outputs
    /// @param cache of sources that lie elsewhere, shared by all tasks of the process
    /// @param arriving reads sources that are still being uploaded; without it they are waited for
    /// @param tools read and make media
    /// @param planner fits profiles to sources
    /// @param fleet for which films are cut
    /// @param policy when to try again
    /// @param random jitter of backoffs
    /// @param scratch a folder for the attempts' own folders
    public PerformTask(
            MediaStore media,
            SourceCache cache,
            Optional<ArrivingSources> arriving,
            MediaTools tools,
            Planner planner,
            Supplier<Fleet> fleet,
            RetryPolicy policy,
            RandomGenerator random,
            Path scratch) {
        this.media = media;
        this.cache = cache;
        this.arriving = arriving;
        this.tools = tools;
        this.planner = planner;
        this.fleet = fleet;
        this.policy = policy;
        this.random = random;
        this.scratch = scratch;
    }

    /// Runs on the caller's thread. Interrupting it ends the work within a second, with nothing left in the scratch
    /// folder.
    ///
    /// @param progress takes the share that is done, 0 to 1
    public Settlement perform(Claim claim, DoubleConsumer progress) throws InterruptedException {
        try (ScratchFolder folder = ScratchFolder.in(scratch, claim.lease());
                Attempt attempt =
                        new Attempt(new Sources(media, cache, windows, arriving), claim, folder.path(), progress)) {
            return performer(claim.work()).perform(claim, attempt);
        } catch (NotArrived early) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> claim.lease().task() + " waits: " + early.failure().sentence());
            return new Settlement.Postponed(early.bytes());
        } catch (MediaFailed failed) {
            LOG.log(System.Logger.Level.INFO, () -> claim.lease().task() + ": " + failed.failure());
            return after(failed.failure(), claim);
        } catch (IOException unusable) {
            LOG.log(System.Logger.Level.WARNING, () -> claim.lease().task() + ": the scratch folder failed", unusable);
            return after(
                    new Failure(
                            FailureCode.DISK_FULL,
                            "The scratch folder can't be written; its disk is full, broken or read-only."),
                    claim);
        } catch (OutOfMemoryError exhausted) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    () -> claim.lease().task() + ": the worker's memory is exhausted",
                    exhausted);
            return after(
                    new Failure(
                            FailureCode.OUT_OF_MEMORY, "The worker ran out of memory; give it more, or fewer slots."),
                    claim);
        } catch (RuntimeException | Error fault) {
            // An error too: were it to end the slot's thread, the worker would look alive and do nothing.
            LOG.log(System.Logger.Level.ERROR, () -> claim.lease().task() + " failed by a fault of Millrace", fault);
            return after(
                    new Failure(
                            FailureCode.INTERNAL_ERROR,
                            "Millrace failed on this task by a fault of its own; the worker's log has the details."),
                    claim);
        }
    }

    private Performer performer(Work work) {
        return switch (work) {
            case Work.Probe _ -> new ProbeSource(tools.probe(), planner, fleet);
            case Work.Index _ -> new IndexSource(tools.probe(), tools.transcoder(), planner, fleet);
            case Work.EncodeChunk chunk -> new EncodeChunk(tools.transcoder(), chunk);
            case Work.Stills _ -> new TakeStills(tools.transcoder());
            case Work.Remux remux -> new RemuxFile(tools.transcoder(), remux);
            case Work.Publish _ -> new PublishJob();
        };
    }

    private Settlement after(Failure failure, Claim claim) {
        int attempts = claim.tally().attempts() + 1;
        Optional<Duration> delay = policy.delayAfter(failure, attempts, random.nextDouble());
        return delay.<Settlement>map(wait -> new Settlement.Retried(failure, wait))
                .orElseGet(() -> new Settlement.GaveUp(failure));
    }
}
