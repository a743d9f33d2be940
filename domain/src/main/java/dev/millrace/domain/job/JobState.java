package dev.millrace.domain.job;

import dev.millrace.domain.delivery.Output;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.work.Phase;
import java.time.Instant;
import java.util.List;

/// Where a job stands. Only a state that may move has the method that moves it; `docs/job-lifecycle.md` draws them.
public sealed interface JobState {
    /// The state's word.
    JobStatus status();

    /// Accepted; its probe waits for a worker, or for the first bytes of its source. It ends here only by its owner's
    /// cancel, and when the upload of its source ends in vain.
    record Queued() implements JobState {
        @Override
        public JobStatus status() {
            return JobStatus.QUEUED;
        }

        /// A worker claimed the first task.
        public Processing started(Phase phase) {
            return new Processing(phase);
        }

        /// Its source will never be there.
        public Failed failed(Instant at, Failure failure) {
            return new Failed(at, failure);
        }

        /// Its owner stopped it.
        public Canceled canceled(Instant at) {
            return new Canceled(at);
        }
    }

    /// Workers are on it, or were and will be again.
    ///
    /// @param phase the latest phase reached
    record Processing(Phase phase) implements JobState {
        @Override
        public JobStatus status() {
            return JobStatus.PROCESSING;
        }

        /// A task of that phase was claimed. Phases never go back.
        public Processing reached(Phase next) {
            return next.compareTo(phase) > 0 ? new Processing(next) : this;
        }

        /// Publishing settled: this is the commit point of the whole job.
        public Completed completed(Instant at, List<Output> outputs) {
            return new Completed(at, outputs);
        }

        /// A task gave up.
        public Failed failed(Instant at, Failure failure) {
            return new Failed(at, failure);
        }

        /// Its owner stopped it.
        public Canceled canceled(Instant at) {
            return new Canceled(at);
        }
    }

    /// Everything was made, checked and published. Final.
    ///
    /// @param at when
    /// @param outputs what a client may download
    record Completed(Instant at, List<Output> outputs) implements JobState {
        /// Copies the list.
        public Completed {
            outputs = List.copyOf(outputs);
        }

        @Override
        public JobStatus status() {
            return JobStatus.COMPLETED;
        }
    }

    /// A task gave up, or its source will never be there. Final unless its owner retries.
    ///
    /// @param at when
    /// @param failure why
    record Failed(Instant at, Failure failure) implements JobState {
        @Override
        public JobStatus status() {
            return JobStatus.FAILED;
        }

        /// Its owner tries again; what is done stays done.
        public Queued retried() {
            return new Queued();
        }
    }

    /// Stopped by its owner. Final unless its owner retries.
    ///
    /// @param at when
    record Canceled(Instant at) implements JobState {
        @Override
        public JobStatus status() {
            return JobStatus.CANCELED;
        }

        /// Its owner tries again; what is done stays done.
        public Queued retried() {
            return new Queued();
        }
    }
}
