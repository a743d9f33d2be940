package dev.millrace.application.port;

import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.work.Epoch;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// How attempts went, for people who ask why. Nothing depends on it: an attempt whose worker died is not in it. What is
/// known of a job's attempts goes with the job.
public interface AttemptStore {
    /// An attempt and its log.
    ///
    /// @param attempt how it went
    /// @param log what was said meanwhile, a line each; at most [#LONGEST_LOG] characters
    record Logged(EndedAttempt attempt, String log) {
        /// Refuses logs that are too long.
        public Logged {
            if (log.length() > LONGEST_LOG) {
                throw new IllegalArgumentException("a log has at most " + LONGEST_LOG + " characters");
            }
        }
    }

    /// The longest log, in characters.
    int LONGEST_LOG = 64 * 1024;

    /// Keeps them. One that is kept already stays as it is, and one whose job is gone is dropped.
    void keep(Collection<Logged> attempts);

    /// The attempts at all tasks of a job, by the name of the task and the epoch; empty when the tenant has no such job.
    List<EndedAttempt> of(TenantId tenant, JobId job);

    /// The log of an attempt; empty when the tenant has none of that kind.
    Optional<String> log(TenantId tenant, TaskId task, Epoch attempt);
}
