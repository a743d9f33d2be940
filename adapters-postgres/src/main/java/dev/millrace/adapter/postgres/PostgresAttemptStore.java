package dev.millrace.adapter.postgres;

import dev.millrace.application.port.AttemptStore;
import dev.millrace.application.port.EndedAttempt;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.work.Epoch;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// [AttemptStore] on `millrace.attempt`.
final class PostgresAttemptStore implements AttemptStore {

    private final Transactions transactions;
    private final AttemptRepository attempts;

    PostgresAttemptStore(Transactions transactions, Repositories repositories) {
        this.transactions = transactions;
        this.attempts = repositories.attempts();
    }

    @Override
    public void keep(Collection<Logged> more) {
        transactions.run(() -> more.forEach(this::insert));
    }

    private void insert(Logged logged) {
        EndedAttempt attempt = logged.attempt();
        attempts.insert(
                attempt.tenant().value(),
                attempt.task().job().value(),
                attempt.task().name().value(),
                attempt.epoch().value(),
                attempt.worker().value(),
                attempt.startedAt(),
                attempt.finishedAt(),
                attempt.end().word(),
                attempt.failure().map(failure -> failure.code().word()).orElse(null),
                attempt.failure().map(Failure::sentence).orElse(null),
                logged.log());
    }

    @Override
    public List<EndedAttempt> of(TenantId tenant, JobId job) {
        return transactions.reading(() -> attempts.of(tenant.value(), job.value()).stream()
                .map(AttemptRow::attempt)
                .toList());
    }

    @Override
    public Optional<String> log(TenantId tenant, TaskId task, Epoch attempt) {
        return transactions.reading(() ->
                attempts.log(tenant.value(), task.job().value(), task.name().value(), attempt.value()));
    }
}
