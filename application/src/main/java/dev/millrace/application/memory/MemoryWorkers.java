package dev.millrace.application.memory;

import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.Heartbeat;
import dev.millrace.application.port.HeldTask;
import dev.millrace.application.port.KnownWorker;
import dev.millrace.application.port.Page;
import dev.millrace.application.port.Pulse;
import dev.millrace.application.port.WorkerCard;
import dev.millrace.application.port.WorkerRegistry;
import dev.millrace.application.port.WorkerState;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.plan.Fleet;
import dev.millrace.domain.work.Abilities;
import dev.millrace.domain.work.LatestAttempt;
import dev.millrace.domain.work.Lease;
import dev.millrace.domain.work.TaskState;
import dev.millrace.domain.work.Workforce;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// [WorkerRegistry] in memory.
final class MemoryWorkers implements WorkerRegistry {
    /// As text, ids are in the order of their bits.
    private static final Comparator<Presence> BY_ID =
            Comparator.comparing(presence -> presence.card().worker().toString());

    private static final Comparator<TaskRow> BY_NAME =
            Comparator.comparing(row -> row.name().value());

    private final Table table;
    private final Map<WorkerId, Presence> present = new HashMap<>();

    MemoryWorkers(Table table) {
        this.table = table;
    }

    @Override
    public Pulse beat(WorkerCard card, Collection<Heartbeat> leases, Duration extension) {
        return table.transaction(() -> {
            boolean asked = Optional.ofNullable(present.get(card.worker()))
                    .map(Presence::drain)
                    .orElse(false);
            present.put(card.worker(), new Presence(card, table.now(), asked));
            return new Pulse(renewed(card.worker(), leases, extension), asked);
        });
    }

    private Set<Lease> renewed(WorkerId worker, Collection<Heartbeat> leases, Duration extension) {
        Set<Lease> held = new HashSet<>();
        for (Heartbeat beat : leases) {
            row(beat.lease()).filter(_ -> beat.lease().worker().equals(worker)).ifPresent(row -> {
                TaskState.Running running = (TaskState.Running) row.state();
                Instant until = table.now().plus(extension);
                row.renew(
                        row.isTwinOf(beat.lease())
                                ? running.twinRenewed(until, beat.progress())
                                : running.renewed(until, beat.progress()));
                held.add(beat.lease());
            });
        }
        return held;
    }

    private Optional<TaskRow> row(Lease lease) {
        return table.job(lease.task().job())
                .flatMap(job -> job.task(lease.task().name()))
                .filter(row -> row.isHeldBy(lease) || row.isTwinOf(lease));
    }

    @Override
    public Page<KnownWorker> living(Duration age, int limit, Optional<Cursor> from) {
        return table.transaction(() -> {
            List<KnownWorker> found = living(age)
                    .filter(presence -> from.map(Cursor::value)
                            .map(last -> last.compareTo(presence.card().worker().toString()) < 0)
                            .orElse(true))
                    .sorted(BY_ID)
                    .limit(limit + 1L)
                    .map(this::known)
                    .toList();
            return found.size() <= limit
                    ? new Page<>(found, Optional.empty())
                    : new Page<>(
                            found.subList(0, limit),
                            Optional.of(new Cursor(
                                    found.get(limit - 1).card().worker().toString())));
        });
    }

    @Override
    public Map<WorkerState, Integer> census(Duration age) {
        return table.transaction(
                () -> living(age).collect(Collectors.groupingBy(Presence::state, Collectors.summingInt(_ -> 1))));
    }

    @Override
    public Optional<Fleet> fleet(Duration age) {
        return table.transaction(() -> {
            List<WorkerCard> cards = living(age)
                    .filter(presence -> presence.state() == WorkerState.WORKING)
                    .map(Presence::card)
                    .toList();
            return cards.isEmpty() ? Optional.empty() : Optional.of(new Fleet(slots(cards), pace(cards)));
        });
    }

    @Override
    public Workforce workforce(Duration age) {
        return table.transaction(() -> {
            List<Optional<Abilities>> said = living(age)
                    .filter(presence -> presence.state() == WorkerState.WORKING)
                    .map(presence -> presence.card().abilities())
                    .toList();
            return new Workforce(
                    said.stream().flatMap(Optional::stream).collect(Collectors.toSet()),
                    said.stream().anyMatch(Optional::isEmpty));
        });
    }

    private static int slots(List<WorkerCard> cards) {
        return cards.stream().mapToInt(WorkerCard::slots).sum();
    }

    private static OptionalDouble pace(List<WorkerCard> cards) {
        List<WorkerCard> known =
                cards.stream().filter(card -> card.pace().isPresent()).toList();
        double work = known.stream()
                .mapToDouble(card -> card.slots() * card.pace().orElseThrow())
                .sum();
        return known.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(work / slots(known));
    }

    private Stream<Presence> living(Duration age) {
        Instant since = table.now().minus(age);
        return present.values().stream().filter(presence -> !presence.seen().isBefore(since));
    }

    @Override
    public Optional<KnownWorker> drain(WorkerId worker) {
        return table.transaction(() -> Optional.ofNullable(present.computeIfPresent(
                        worker, (_, before) -> new Presence(before.card(), before.seen(), true)))
                .map(this::known));
    }

    @Override
    public void gone(WorkerId worker) {
        table.transaction(() -> Optional.ofNullable(present.remove(worker)));
    }

    @Override
    public int forget(Duration silent) {
        return table.transaction(() -> {
            Instant since = table.now().minus(silent);
            List<Presence> forgotten = present.values().stream()
                    .filter(presence -> presence.seen().isBefore(since))
                    .toList();
            present.values().removeAll(forgotten);
            return forgotten.size();
        });
    }

    private KnownWorker known(Presence presence) {
        WorkerCard card = presence.card();
        return new KnownWorker(card.in(presence.state()), presence.seen(), held(card.worker()));
    }

    private List<HeldTask> held(WorkerId worker) {
        return table.oldestFirst().stream()
                .flatMap(job -> job.byRank().stream().sorted(BY_NAME))
                .flatMap(row -> held(row, worker).stream())
                .toList();
    }

    private static Optional<HeldTask> held(TaskRow row, WorkerId worker) {
        if (!(row.state() instanceof TaskState.Running running)) {
            return Optional.empty();
        }
        if (running.lease().worker().equals(worker)) {
            Instant since = row.task().latest().map(LatestAttempt::startedAt).orElseThrow();
            return Optional.of(held(row, since, running.progress()));
        }
        return running.twin()
                .filter(twin -> twin.lease().worker().equals(worker))
                .map(twin -> held(row, twin.startedAt(), twin.progress()));
    }

    private static HeldTask held(TaskRow row, Instant since, double progress) {
        return new HeldTask(row.task().id(), row.task().work().kind().word(), since, progress);
    }

    private record Presence(WorkerCard card, Instant seen, boolean drain) {
        WorkerState state() {
            return drain && card.state() == WorkerState.WORKING ? WorkerState.DRAINING : card.state();
        }
    }
}
