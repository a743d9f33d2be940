package dev.millrace.application.port;

import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.work.Lease;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.Tally;
import dev.millrace.domain.work.Work;
import java.util.Map;

/// A task given to a worker, with all it needs to know.
///
/// @param lease proof of the claim
/// @param work what to do
/// @param tally how often it was run in vain before
/// @param job as it is now
/// @param inputs the products of the tasks it needs, by name
public record Claim(Lease lease, Work work, Tally tally, Job job, Map<TaskName, Product> inputs) {
    /// Copies the map.
    public Claim {
        inputs = Map.copyOf(inputs);
    }
}
