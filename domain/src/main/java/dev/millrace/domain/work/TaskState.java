package dev.millrace.domain.work;

import dev.millrace.domain.failure.Failure;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Where a task stands. Only a state that may move has the method that moves it; `docs/job-lifecycle.md` draws them.
public sealed interface TaskState {
    /// The state's word, the same in REST, SQL and logs.
    default String word() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /// Tasks it needs are not done, or the part of the source that it needs has not arrived.
    ///
    /// @param unmet how many, at least 1; a part of the source that is missing counts as one
    record Waiting(int unmet) implements TaskState {
        /// Refuses to wait for nothing.
        public Waiting {
            if (unmet < 1) {
                throw new IllegalArgumentException("a waiting task waits for something");
            }
        }

        /// One of several tasks it needs is done.
        public Waiting met() {
            return new Waiting(unmet - 1);
        }

        /// The last task it needs is done.
        public Ready released(Instant now) {
            return new Ready(Tally.NONE, now);
        }

        /// The job ended without it.
        public Canceled canceled() {
            return new Canceled();
        }
    }

    /// Any worker that can do it may claim it.
    ///
    /// @param tally how often it was run in vain
    /// @param notBefore it is not offered earlier
    record Ready(Tally tally, Instant notBefore) implements TaskState {
        /// A worker took it.
        public Running claimed(Lease lease, Instant expires) {
            return new Running(tally, lease, expires, 0, Optional.empty());
        }

        /// The job ended without it.
        public Canceled canceled() {
            return new Canceled();
        }
    }

    /// A worker is on it.
    ///
    /// @param tally how often it was run in vain
    /// @param lease who, and with which epoch
    /// @param expires from then on the task may be offered again; until it is, the lease can still be renewed
    /// @param progress 0 to 1, as last reported
    /// @param twin another worker that is on it too, because the first is slow; whichever succeeds first counts
    record Running(Tally tally, Lease lease, Instant expires, double progress, Optional<Twin> twin)
            implements TaskState {
        /// Refuses progress outside 0 to 1.
        public Running {
            if (!(progress >= 0 && progress <= 1)) {
                throw new IllegalArgumentException("progress is 0 to 1, not " + progress);
            }
        }

        /// The worker is alive.
        public Running renewed(Instant until, double reported) {
            return new Running(tally, lease, until, reported, twin);
        }

        /// A worker that had nothing else to do is on it too.
        public Running joined(Twin second) {
            return new Running(tally, lease, expires, progress, Optional.of(second));
        }

        /// The worker of the twin is alive.
        ///
        /// @throws java.util.NoSuchElementException when there is no twin
        public Running twinRenewed(Instant until, double reported) {
            Twin second = twin.orElseThrow();
            return joined(new Twin(second.lease(), second.startedAt(), until, reported));
        }

        /// The twin ended in vain, whichever way. This costs the task nothing: the first attempt goes on.
        public Running parted() {
            return new Running(tally, lease, expires, progress, Optional.empty());
        }

        /// The first attempt ended in vain, and its twin goes on in its place.
        ///
        /// @param after the tally with what ended
        /// @throws java.util.NoSuchElementException when there is no twin
        public Running passedOn(Tally after) {
            Twin second = twin.orElseThrow();
            return new Running(after, second.lease(), second.expires(), second.progress(), Optional.empty());
        }

        /// The work is done and checked.
        public Done succeeded(Product product) {
            return new Done(product);
        }

        /// The attempt failed, and another may end differently.
        public Ready retried(Instant notBefore) {
            return new Ready(tally.failed(), notBefore);
        }

        /// The attempt failed for good.
        public Failed failed(Failure failure) {
            return new Failed(tally.failed(), failure);
        }

        /// The worker is shutting down. This costs the task nothing.
        public Ready handedBack(Instant now) {
            return new Ready(tally, now);
        }

        /// It needs more of the source than has arrived.
        public Waiting postponed() {
            return new Waiting(1);
        }

        /// The lease ran out: its worker died, hung or was cut off.
        public Ready interrupted(Instant notBefore) {
            return new Ready(tally.interrupted(), notBefore);
        }

        /// The lease ran out once too often: the task itself takes workers down.
        public Failed keptDying(Failure failure) {
            return new Failed(tally.interrupted(), failure);
        }

        /// The job ended without it; the lease is void.
        public Canceled canceled() {
            return new Canceled();
        }
    }

    /// Done; its product counts. Final.
    ///
    /// @param product what it leaves
    record Done(Product product) implements TaskState {}

    /// Given up, and the job with it.
    ///
    /// @param tally how often it was run in vain
    /// @param failure the last one
    record Failed(Tally tally, Failure failure) implements TaskState {
        /// The job's owner tries again.
        public Ready reopened(Instant now) {
            return new Ready(Tally.NONE, now);
        }
    }

    /// Not needed any more, because the job failed or was canceled.
    record Canceled() implements TaskState {
        /// The job's owner tries again, and all tasks it needs are done.
        public Ready reopened(Instant now) {
            return new Ready(Tally.NONE, now);
        }

        /// The job's owner tries again, and it waits for others.
        public Waiting parked(int unmet) {
            return new Waiting(unmet);
        }
    }
}
