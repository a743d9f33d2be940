package dev.millrace.application.port;

import dev.millrace.domain.job.Job;
import java.util.List;

/// What came of ending leases that ran out.
///
/// @param leases how many were ended
/// @param failed jobs that failed with it, because a task of theirs was given up; no inspections
public record Expired(int leases, List<Job> failed) {
    /// Copies the list.
    public Expired {
        failed = List.copyOf(failed);
    }
}
