package dev.millrace.application.port;

import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.work.NewTask;
import dev.millrace.domain.work.Product;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How an attempt ended.
public sealed interface Settlement {
    /// It worked, and its product was checked.
    ///
    /// A [Product.Probed] becomes the job's source; a [Product.Published] completes the job.
    ///
    /// @param product what it leaves
    /// @param growth how the job goes on, where this task decides that
    record Succeeded(Product product, Optional<Growth> growth) implements Settlement {
        /// Of a task that does not change the graph.
        public static Succeeded with(Product product) {
            return new Succeeded(product, Optional.empty());
        }
    }

    /// A growing graph.
    ///
    /// @param plan the job's plan from now on
    /// @param tasks to be added; one whose name exists already is left as it is
    record Growth(Plan plan, List<NewTask> tasks) {
        /// Copies the list.
        public Growth {
            tasks = List.copyOf(tasks);
        }
    }

    /// It failed and should be tried again.
    ///
    /// @param failure why
    /// @param after not earlier than this from now
    record Retried(Failure failure, Duration after) implements Settlement {}

    /// It failed for good: the task and its job fail, and the job's other tasks are canceled.
    ///
    /// @param failure why
    record GaveUp(Failure failure) implements Settlement {}

    /// More of the source is needed than has arrived. The task waits until so much is there, and nothing is counted.
    ///
    /// @param bytes of the source's beginning; [Arrival#WHOLE] for a source that lies in storage, whole
    record Postponed(long bytes) implements Settlement {}

    /// The worker is shutting down. The task is ready again at once, and nothing is counted.
    record HandedBack() implements Settlement {}
}
