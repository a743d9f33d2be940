package dev.millrace.adapter.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.Heartbeat;
import dev.millrace.application.port.HeldTask;
import dev.millrace.application.port.KnownWorker;
import dev.millrace.application.port.Page;
import dev.millrace.application.port.Pulse;
import dev.millrace.application.port.WorkerCard;
import dev.millrace.application.port.WorkerRegistry;
import dev.millrace.application.port.WorkerState;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.plan.Fleet;
import dev.millrace.domain.work.Abilities;
import dev.millrace.domain.work.EncoderFingerprint;
import dev.millrace.domain.work.Lease;
import dev.millrace.domain.work.WorkKind;
import dev.millrace.domain.work.Workforce;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// [WorkerRegistry] on `millrace.worker`; what a worker is on is read from `millrace.task`.
final class PostgresWorkerRegistry implements WorkerRegistry {

    private static final UUID FIRST = new UUID(0, 0);

    private final Transactions transactions;
    private final WorkerRepository workers;
    private final TaskRepository tasks;

    PostgresWorkerRegistry(Transactions transactions, Repositories repositories) {
        this.transactions = transactions;
        this.workers = repositories.workers();
        this.tasks = repositories.tasks();
    }

    @Override
    public Pulse beat(WorkerCard card, Collection<Heartbeat> heartbeats, Duration extension) {
        List<Lease> leases = heartbeats.stream().map(Heartbeat::lease).toList();
        String answer = SplitConnections.asHeartbeat(() -> transactions.in(() -> workers.beat(
                card.worker().value(),
                card.host(),
                card.version(),
                card.slots(),
                card.since(),
                card.state().word(),
                card.pace().isPresent() ? card.pace().getAsDouble() : null,
                card.abilities().map(PostgresWorkerRegistry::words).orElse(null),
                card.abilities().map(said -> said.encoder().value()).orElse(null),
                rows(heartbeats),
                extension.toMillis())));
        JsonNode pulse = StoredJson.tree(answer);
        Set<Lease> held = new HashSet<>();
        pulse.get("held").forEach(number -> held.add(leases.get(number.intValue())));
        return new Pulse(held, pulse.get("drain").booleanValue());
    }

    private static String rows(Collection<Heartbeat> heartbeats) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (Heartbeat beat : heartbeats) {
            Lease lease = beat.lease();
            rows.addObject()
                    .put("number", rows.size() - 1)
                    .put("job_id", lease.task().job().toString())
                    .put("name", lease.task().name().value())
                    .put("epoch", lease.epoch().value())
                    .put("progress", beat.progress());
        }
        return rows.toString();
    }

    @Override
    public Page<KnownWorker> living(Duration age, int limit, Optional<Cursor> from) {
        UUID after = from.map(cursor -> UUID.fromString(cursor.value())).orElse(FIRST);
        return transactions.in(() -> {
            List<WorkerRow> found = workers.seenWithin(age.toMillis(), after, limit + 1);
            List<WorkerRow> page = found.subList(0, Math.min(limit, found.size()));
            return new Page<>(
                    known(page),
                    found.size() > limit
                            ? Optional.of(new Cursor(page.getLast().id().toString()))
                            : Optional.empty());
        });
    }

    @Override
    public Map<WorkerState, Integer> census(Duration age) {
        return transactions.reading(() -> workers.census(age.toMillis())).stream()
                .collect(Collectors.toMap(row -> state(row.state()), CensusRow::workers));
    }

    @Override
    public Optional<Fleet> fleet(Duration age) {
        FleetRow row = transactions.reading(() -> workers.fleet(age.toMillis()));
        return row.slots() == 0 ? Optional.empty() : Optional.of(new Fleet(row.slots(), pace(row.pace())));
    }

    @Override
    public Workforce workforce(Duration age) {
        List<Optional<Abilities>> said = transactions.reading(() -> workers.abilities(age.toMillis())).stream()
                .map(row -> abilities(
                        row.kinds() == null ? null : List.of(row.kinds().split(",")), row.encoder()))
                .toList();
        return new Workforce(
                said.stream().flatMap(Optional::stream).collect(Collectors.toSet()),
                said.stream().anyMatch(Optional::isEmpty));
    }

    private static String words(Abilities abilities) {
        return ArrayText.of(
                abilities.kinds().stream().map(WorkKind::word).sorted().toList());
    }

    /// Kinds that only a later version knows are none of which this one could ask.
    private static Optional<Abilities> abilities(@Nullable List<String> kinds, @Nullable String encoder) {
        if (kinds == null || encoder == null) {
            return Optional.empty();
        }
        Set<WorkKind> known = Arrays.stream(WorkKind.values())
                .filter(kind -> kinds.contains(kind.word()))
                .collect(Collectors.toSet());
        return Optional.of(new Abilities(known, new EncoderFingerprint(encoder)));
    }

    private static OptionalDouble pace(@Nullable Double known) {
        return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
    }

    @Override
    public Optional<KnownWorker> drain(WorkerId worker) {
        return transactions.in(() -> Optional.ofNullable(workers.drain(worker.value()))
                .map(row -> known(List.of(row)).getFirst()));
    }

    @Override
    public void gone(WorkerId worker) {
        transactions.run(() -> workers.delete(worker.value()));
    }

    @Override
    public int forget(Duration silent) {
        return transactions.in(() -> workers.deleteSilent(silent.toMillis()));
    }

    private List<KnownWorker> known(List<WorkerRow> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<UUID, List<HeldTask>> held =
                tasks.heldByAny(ArrayText.of(rows.stream().map(WorkerRow::id).toList())).stream()
                        .collect(Collectors.groupingBy(
                                HeldRow::workerId,
                                Collectors.mapping(PostgresWorkerRegistry::held, Collectors.toList())));
        return rows.stream()
                .map(row -> new KnownWorker(card(row), row.seenAt(), held.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private static HeldTask held(HeldRow row) {
        return new HeldTask(
                new TaskId(new JobId(row.jobId()), new TaskName(row.name())), row.kind(), row.since(), row.progress());
    }

    private static WorkerCard card(WorkerRow row) {
        WorkerState said = state(row.state());
        return new WorkerCard(
                new WorkerId(row.id()),
                row.host(),
                row.version(),
                row.slots(),
                row.since(),
                row.draining() && said == WorkerState.WORKING ? WorkerState.DRAINING : said,
                pace(row.pace()),
                abilities(row.kinds(), row.encoder()));
    }

    private static WorkerState state(String word) {
        return WorkerState.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
