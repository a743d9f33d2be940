package dev.millrace.adapter.postgres;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.work.Epoch;
import dev.millrace.domain.work.LatestAttempt;
import dev.millrace.domain.work.Lease;
import dev.millrace.domain.work.NewTask;
import dev.millrace.domain.work.Product;
import dev.millrace.domain.work.Tally;
import dev.millrace.domain.work.Task;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.Twin;
import dev.millrace.domain.work.Work;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes tasks of rows, and rows of new tasks.
final class TaskReader {

    private final StoredJson json;

    TaskReader(StoredJson json) {
        this.json = json;
    }

    Task task(TaskRow row) {
        return new Task(
                id(row),
                work(row),
                row.needs().stream().map(TaskName::new).collect(Collectors.toSet()),
                row.rank(),
                row.weight(),
                new Epoch(row.epoch()),
                state(row),
                latest(row));
    }

    private static Optional<LatestAttempt> latest(TaskRow row) {
        return Optional.ofNullable(row.attemptStartedAt())
                .map(started -> new LatestAttempt(
                        new WorkerId(requireNonNull(row.attemptWorkerId())),
                        started,
                        Optional.ofNullable(row.attemptFinishedAt())));
    }

    Work work(TaskRow row) {
        return work(row.work());
    }

    Work work(String document) {
        return json.read(Work.class, document);
    }

    /// Products by the names of their tasks.
    ///
    /// @param documents a JSON object of them; null for none
    Map<TaskName, Product> inputs(@Nullable String documents) {
        if (documents == null) {
            return Map.of();
        }
        return StoredJson.tree(documents)
                .propertyStream()
                .collect(Collectors.toMap(
                        product -> new TaskName(product.getKey()),
                        product -> json.read(Product.class, product.getValue())));
    }

    Product product(TaskRow row) {
        return json.read(Product.class, requireNonNull(row.product()));
    }

    /// The state, whose columns the table's checks keep together.
    TaskState state(TaskRow row) {
        return switch (row.state()) {
            case "waiting" -> new TaskState.Waiting(row.unmet());
            case "ready" -> new TaskState.Ready(tally(row), requireNonNull(row.notBefore()));
            case "running" -> running(row);
            case "done" -> new TaskState.Done(product(row));
            case "failed" ->
                new TaskState.Failed(
                        tally(row),
                        JobReader.failure(requireNonNull(row.failureCode()), requireNonNull(row.failureSentence())));
            case "canceled" -> new TaskState.Canceled();
            case String other -> throw new IllegalStateException("a task is in the unknown state " + other);
        };
    }

    TaskState.Running running(TaskRow row) {
        return new TaskState.Running(
                tally(row),
                lease(row),
                requireNonNull(row.leaseUntil()),
                requireNonNull(row.progress()),
                Optional.ofNullable(row.twinWorkerId()).map(worker -> twin(row, new WorkerId(worker))));
    }

    private static Twin twin(TaskRow row, WorkerId worker) {
        return new Twin(
                new Lease(id(row), new Epoch(row.twinEpoch()), worker),
                requireNonNull(row.twinStartedAt()),
                requireNonNull(row.twinLeaseUntil()),
                requireNonNull(row.twinProgress()));
    }

    static Lease lease(TaskRow row) {
        return new Lease(id(row), new Epoch(row.epoch()), new WorkerId(requireNonNull(row.workerId())));
    }

    static Tally tally(TaskRow row) {
        return new Tally(row.attempts(), row.interruptions());
    }

    /// New tasks as [TaskRepository#insert] takes them.
    String rows(Collection<NewTask> tasks) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (NewTask task : tasks) {
            ObjectNode row = rows.addObject()
                    .put("name", task.name().value())
                    .put("kind", task.work().kind().word())
                    .put("rank", task.rank())
                    .put("weight", task.weight())
                    .put("source_bytes", task.bytes());
            row.set("work", json.document(Work.class, task.work()));
            ArrayNode needs = row.putArray("needs");
            task.needs().stream().map(TaskName::value).sorted().forEach(needs::add);
        }
        return rows.toString();
    }

    private static TaskId id(TaskRow row) {
        return new TaskId(new JobId(row.jobId()), new TaskName(row.name()));
    }
}
