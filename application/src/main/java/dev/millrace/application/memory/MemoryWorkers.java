package dev.millrace.application.memory;

import dev.millrace.application.port.WorkerCard;
import dev.millrace.application.port.WorkerRegistry;
import dev.millrace.domain.identity.WorkerId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// [WorkerRegistry] in memory.
final class MemoryWorkers implements WorkerRegistry {
    private final Clock clock;
    private final Map<WorkerId, Presence> present = new ConcurrentHashMap<>();

    MemoryWorkers(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean alive(WorkerCard card) {
        Instant now = clock.instant();
        return present.merge(
                        card.worker(),
                        new Presence(card, now, false),
                        (before, _) -> new Presence(card, now, before.draining()))
                .draining();
    }

    @Override
    public List<WorkerCard> living(Duration age) {
        Instant since = clock.instant().minus(age);
        return present.values().stream()
                .filter(presence -> !presence.lastSeen().isBefore(since))
                .map(Presence::card)
                .sorted(Comparator.comparing(WorkerCard::since)
                        .thenComparing(card -> card.worker().value()))
                .toList();
    }

    @Override
    public boolean drain(WorkerId worker) {
        return present.computeIfPresent(worker, (_, before) -> new Presence(before.card(), before.lastSeen(), true))
                != null;
    }

    @Override
    public void gone(WorkerId worker) {
        present.remove(worker);
    }

    private record Presence(WorkerCard card, Instant lastSeen, boolean draining) {}
}
