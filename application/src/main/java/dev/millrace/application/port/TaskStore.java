package dev.millrace.application.port;

import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.work.Lease;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TwinPolicy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Tasks, as workers see them. Leases are measured by the store's own clock, and renewed by [WorkerRegistry#beat].
public interface TaskStore {
    /// Gives the worker one ready task that it can do, and raises the task's epoch.
    ///
    /// The choice is fair: the highest class first, but every eighth claim serves the lowest that has work; then the
    /// tenant and the job that were served least; then the job's task of the lowest rank. The first claim of a job
    /// moves it to processing; the first encode claim pins the encoder. A tenant of which [Claimant#most] tasks run is passed
    /// by. Empty means: nothing for this worker now.
    Optional<Claim> claim(Claimant worker, Duration lease);

    /// Gives the worker a chunk that another one is far too slow at, to encode it once more: a twin, with an epoch and
    /// objects of its own. For workers that [#claim] had nothing for.
    ///
    /// Of the running chunks that the worker can do and is not on itself, and for which the policy finds a gain, it is the
    /// one with the largest. An attempt has one twin at most, and none when that ended. A tenant of which
    /// [Claimant#most] tasks run, twins among them, is passed by, and a job that is paused. Empty means: no chunk is slow.
    ///
    /// Of the two the first that succeeds counts; the other's lease is void from then on. When the first attempt fails so that
    /// it could be tried again, is handed back or interrupted, the twin goes on in its place. When the twin ends in any
    /// way but success, the task is as it was before.
    Optional<Claim> twin(Claimant worker, Duration lease, TwinPolicy policy);

    /// Ends an attempt.
    ///
    /// It counts if the task still runs under the lease's epoch, or its twin does, whether or not the lease ran out. In the same
    /// transaction the job's graph grows, tasks that needed this one become ready, and the job completes or fails.
    ///
    /// Whatever it is, one that is stale says that this attempt has stopped only now: its objects are garbage (again), and
    /// get old from this moment.
    Settled settle(Lease lease, Settlement settlement);

    /// All tasks of a job in the order of their rank; empty when the tenant has no such job.
    List<Task> of(TenantId tenant, JobId job);

    /// Rings for tasks that became ready otherwise than by a submission or a success, whose callers ring by the counts they
    /// are told, and that were not marked as [#rung]; at most `max`.
    List<Ring> toRing(int max);

    /// Remembers that the bell was rung for them. Forgetting it would ring twice, which is harmless.
    void rung(Collection<Ring> rings);

    /// Ends leases that ran out, at most `max`. Each costs its task an interruption; the policy
    /// says when it is offered again, or that it is given up and its job failed.
    ///
    /// Nothing expires within one `lease` after the store began to run, so that an outage of the store is nobody's
    /// interruption.
    Expired expire(int max, Duration lease, RetryPolicy policy);

    /// Ends the leases of a worker whose process is known to be dead, without waiting for them to run out, and answers how
    /// many. Each costs its task an interruption, as in [#expire]. A lease that is not ended here, because its job is
    /// busy just now, runs out.
    int forsake(WorkerId dead, RetryPolicy policy);

    /// What waits for a worker now: one for each class, the most urgent first. Tasks that wait before they are tried again
    /// are not among it. In each class [QueueLoad#MOST] are counted at most, those of the oldest jobs, so that a long
    /// queue costs no more to look at than that.
    List<QueueLoad> queue();

    /// What the tasks ask that wait for a worker now, each need once. Of the oldest jobs [QueueLoad#MOST] tasks are looked at.
    List<NeedLoad> needs();

    /// What is left to do of all jobs, of [Backlog#MOST] at most.
    Backlog backlog();

    /// Objects that nobody will ever read: of attempts that lost, once they are over for longer than `age` and of
    /// deleted jobs; at most `max`. They stay listed until [#collected] names them.
    List<Garbage> garbage(int max, Duration age);

    /// Forgets garbage whose objects are gone.
    void collected(Collection<Garbage> garbage);
}
