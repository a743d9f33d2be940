package dev.millrace.adapter.postgres;

import dev.millrace.application.port.WorkerCard;
import dev.millrace.application.port.WorkerRegistry;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.WorkerId;
import java.time.Duration;
import java.util.List;

/// [WorkerRegistry] on `millrace.worker`.
final class PostgresWorkerRegistry implements WorkerRegistry {

    /// The form in which a worker's tasks are stored.
    record Running(List<TaskId> tasks) {}

    private final Transactions transactions;
    private final WorkerRepository workers;
    private final StoredJson json;

    PostgresWorkerRegistry(Transactions transactions, Repositories repositories, StoredJson json) {
        this.transactions = transactions;
        this.workers = repositories.workers();
        this.json = json;
    }

    @Override
    public boolean alive(WorkerCard card) {
        String running = json.write(Running.class, new Running(card.running()));
        return transactions.in(() -> {
            workers.deleteLongSilent();
            return workers.seen(card.worker().value(), card.host(), card.slots(), card.since(), running)
                    .draining();
        });
    }

    @Override
    public List<WorkerCard> living(Duration age) {
        return transactions.in(() ->
                workers.seenWithin(age.toMillis()).stream().map(this::card).toList());
    }

    @Override
    public boolean drain(WorkerId worker) {
        return transactions.in(() -> workers.drain(worker.value()) == 1);
    }

    @Override
    public void gone(WorkerId worker) {
        transactions.run(() -> workers.delete(worker.value()));
    }

    private WorkerCard card(WorkerRow row) {
        return new WorkerCard(
                new WorkerId(row.id()),
                row.host(),
                row.slots(),
                row.since(),
                json.read(Running.class, row.running()).tasks());
    }
}
