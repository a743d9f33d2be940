package dev.millrace.domain.job;

import dev.millrace.domain.identity.JobId;
import java.time.Instant;
import java.util.Locale;

/// Something that happened to a job. Numbers are gapless per job, so a reader that knows the last one misses nothing.
///
/// @param job whose
/// @param number from 1; the job's version at that moment
/// @param at when
/// @param type what
/// @param detail the task's name or the failure's code where that says more; may be empty
public record JobEvent(JobId job, long number, Instant at, Type type, String detail) {
    /// What can happen to a job.
    public enum Type {
        /// It was accepted.
        QUEUED,
        /// A worker claimed its first task.
        STARTED,
        /// A task was settled as done.
        PROGRESSED,
        /// It was published.
        COMPLETED,
        /// A task gave up.
        FAILED,
        /// Its owner stopped it.
        CANCELED,
        /// Its owner tried it again.
        RETRIED,
        /// Its owner withheld its tasks from workers.
        PAUSED,
        /// Its owner offers them again.
        RESUMED,
        /// Its owner gave it another priority.
        PRIORITIZED;

        /// The word used in REST and webhooks, in lower case.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
