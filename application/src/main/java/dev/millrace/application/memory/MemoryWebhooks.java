package dev.millrace.application.memory;

import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.Page;
import dev.millrace.application.port.WebhookStore;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.DeliveryId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.WebhookId;
import dev.millrace.domain.job.JobEvent;
import dev.millrace.domain.webhook.Webhook;
import dev.millrace.domain.webhook.WebhookDelivery;
import dev.millrace.domain.webhook.WebhookDeliveryStatus;
import dev.millrace.domain.webhook.WebhookEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// [WebhookStore] in memory. All of it is guarded by the lock of the table, like the events that it tells of.
final class MemoryWebhooks implements WebhookStore {
    private final Table table;
    private final Clock clock;

    /// By the text of their ids, whose order is that of a database.
    private final TreeMap<String, Webhook> webhooks = new TreeMap<>();

    /// In the order in which they came.
    private final TreeMap<Long, Row> rows = new TreeMap<>();

    private long last;

    MemoryWebhooks(Table table, Clock clock) {
        this.table = table;
        this.clock = clock;
        table.listen(this::happened);
    }

    private record Row(long order, WebhookDelivery delivery, int tries) {
        Row with(
                WebhookDeliveryStatus status,
                int attempts,
                Optional<WebhookDelivery.Attempt> last,
                Optional<Instant> next,
                int tries) {
            return new Row(
                    order,
                    new WebhookDelivery(
                            delivery.id(),
                            delivery.webhook(),
                            delivery.job(),
                            delivery.number(),
                            delivery.event(),
                            delivery.failure(),
                            delivery.at(),
                            status,
                            attempts,
                            last,
                            next),
                    tries);
        }
    }

    private void happened(TenantId tenant, JobEvent event) {
        WebhookEvent.of(event.type()).ifPresent(told -> happened(tenant, event, told));
    }

    private void happened(TenantId tenant, JobEvent event, WebhookEvent told) {
        for (Webhook webhook : webhooks.values()) {
            if (webhook.tenant().equals(tenant)
                    && webhook.disabledAt().isEmpty()
                    && webhook.events().contains(told)) {
                put(new Row(
                        ++last,
                        new WebhookDelivery(
                                id(webhook, event),
                                webhook.id(),
                                event.job(),
                                event.number(),
                                told,
                                FailureCode.ofWord(event.detail()),
                                event.at(),
                                WebhookDeliveryStatus.PENDING,
                                0,
                                Optional.empty(),
                                Optional.of(clock.instant())),
                        0));
            }
        }
    }

    private static DeliveryId id(Webhook webhook, JobEvent event) {
        String unique = webhook.id() + " " + event.job() + " " + event.number();
        return new DeliveryId(UUID.nameUUIDFromBytes(unique.getBytes(StandardCharsets.UTF_8)));
    }

    private void put(Row row) {
        rows.put(row.order(), row);
    }

    @Override
    public boolean add(Webhook webhook, int most) {
        return table.transaction(() -> {
            boolean known = webhooks.containsKey(webhook.id().toString());
            boolean room = list(webhook.tenant()).size() < most;
            if (!known && room) {
                webhooks.put(webhook.id().toString(), webhook);
            }
            return known || room;
        });
    }

    @Override
    public Optional<Webhook> find(TenantId tenant, WebhookId id) {
        return table.transaction(() -> Optional.ofNullable(webhooks.get(id.toString()))
                .filter(webhook -> webhook.tenant().equals(tenant)));
    }

    @Override
    public List<Webhook> list(TenantId tenant) {
        return table.transaction(() -> webhooks.values().stream()
                .filter(webhook -> webhook.tenant().equals(tenant))
                .toList());
    }

    @Override
    public boolean rotate(Webhook rotated) {
        return table.transaction(() -> {
            Optional<Webhook> found = find(rotated.tenant(), rotated.id());
            found.ifPresent(
                    webhook -> webhooks.put(webhook.id().toString(), changed(webhook, rotated, webhook.disabledAt())));
            return found.isPresent();
        });
    }

    private static Webhook changed(Webhook webhook, Webhook secrets, Optional<Instant> disabledAt) {
        return new Webhook(
                webhook.id(),
                webhook.tenant(),
                webhook.url(),
                webhook.events(),
                secrets.secret(),
                secrets.former(),
                webhook.createdAt(),
                disabledAt);
    }

    @Override
    public boolean delete(TenantId tenant, WebhookId id) {
        return table.transaction(() -> {
            Optional<Webhook> found = find(tenant, id);
            found.ifPresent(webhook -> {
                webhooks.remove(webhook.id().toString());
                rows.values().removeIf(row -> row.delivery().webhook().equals(id));
            });
            return found.isPresent();
        });
    }

    @Override
    public Page<WebhookDelivery> deliveries(TenantId tenant, WebhookId id, int limit, Optional<Cursor> from) {
        return table.transaction(() -> {
            long before = from.map(cursor -> Long.parseLong(cursor.value())).orElse(Long.MAX_VALUE);
            List<Row> found = rows.headMap(before, false).descendingMap().values().stream()
                    .filter(row -> row.delivery().webhook().equals(id))
                    .filter(_ -> find(tenant, id).isPresent())
                    .limit(limit + 1L)
                    .toList();
            List<Row> page = found.subList(0, Math.min(limit, found.size()));
            return new Page<>(
                    page.stream().map(Row::delivery).toList(),
                    found.size() > limit
                            ? Optional.of(
                                    new Cursor(Long.toString(page.getLast().order())))
                            : Optional.empty());
        });
    }

    @Override
    public Replay replay(TenantId tenant, WebhookId id, DeliveryId delivery) {
        return table.transaction(() -> {
            Optional<Webhook> webhook = find(tenant, id);
            Optional<Row> row =
                    row(delivery).filter(found -> found.delivery().webhook().equals(id));
            if (webhook.isEmpty() || row.isEmpty()) {
                return new Replay.Unknown();
            }
            if (webhook.get().disabledAt().isPresent()) {
                return new Replay.Disabled();
            }
            WebhookDelivery before = row.get().delivery();
            // The attempt that is on its way, if any, counts no more.
            Row due = row.get()
                    .with(
                            WebhookDeliveryStatus.PENDING,
                            before.attempts(),
                            before.last(),
                            Optional.of(clock.instant()),
                            0);
            put(due);
            return new Replay.Due(due.delivery());
        });
    }

    @Override
    public List<Due> claim(Collection<WebhookId> busy, int each, int max, Duration lease) {
        return table.transaction(() -> {
            Instant now = clock.instant();
            Map<WebhookId, Integer> taken = new HashMap<>();
            List<Row> due = rows.values().stream()
                    .filter(row -> row.delivery()
                            .nextAt()
                            .filter(at -> !at.isAfter(now))
                            .isPresent())
                    .filter(row -> !busy.contains(row.delivery().webhook()))
                    .sorted(Comparator.comparing(row -> row.delivery().nextAt().orElseThrow()))
                    .filter(row -> taken.merge(row.delivery().webhook(), 1, Integer::sum) <= each)
                    .limit(max)
                    .toList();
            List<Due> claimed = new ArrayList<>();
            for (Row row : due) {
                WebhookDelivery delivery = row.delivery();
                Row held = row.with(
                        WebhookDeliveryStatus.PENDING,
                        delivery.attempts() + 1,
                        delivery.last(),
                        Optional.of(now.plus(lease)),
                        row.tries() + 1);
                put(held);
                Webhook webhook = webhooks.get(delivery.webhook().toString());
                if (webhook != null) {
                    claimed.add(new Due(held.delivery(), held.tries(), webhook));
                }
            }
            return List.copyOf(claimed);
        });
    }

    @Override
    public void settle(Due due, WebhookDelivery.Attempt attempt, Next next) {
        table.transaction(() -> {
            row(due.delivery().id())
                    .filter(row -> row.delivery().status() == WebhookDeliveryStatus.PENDING)
                    .filter(row -> row.delivery().attempts() == due.delivery().attempts())
                    .filter(row -> row.tries() == due.tries())
                    .ifPresent(row -> settle(row, attempt, next));
            return true;
        });
    }

    private void settle(Row row, WebhookDelivery.Attempt attempt, Next next) {
        int attempts = row.delivery().attempts();
        Optional<WebhookDelivery.Attempt> told = Optional.of(attempt);
        switch (next) {
            case Next.Delivered _ ->
                put(row.with(WebhookDeliveryStatus.DELIVERED, attempts, told, Optional.empty(), row.tries()));
            case Next.Again(Duration pause) ->
                put(row.with(
                        WebhookDeliveryStatus.PENDING,
                        attempts,
                        told,
                        Optional.of(clock.instant().plus(pause)),
                        row.tries()));
            case Next.GivenUp _ ->
                put(row.with(WebhookDeliveryStatus.FAILED, attempts, told, Optional.empty(), row.tries()));
            case Next.Gone _ -> {
                put(row.with(WebhookDeliveryStatus.FAILED, attempts, told, Optional.empty(), row.tries()));
                disable(row.delivery().webhook());
            }
        }
    }

    private void disable(WebhookId id) {
        webhooks.computeIfPresent(
                id.toString(), (_, webhook) -> changed(webhook, webhook, Optional.of(clock.instant())));
        for (Row row : List.copyOf(rows.values())) {
            WebhookDelivery delivery = row.delivery();
            if (delivery.webhook().equals(id) && delivery.status() == WebhookDeliveryStatus.PENDING) {
                put(row.with(
                        WebhookDeliveryStatus.FAILED,
                        delivery.attempts(),
                        delivery.last(),
                        Optional.empty(),
                        row.tries()));
            }
        }
    }

    @Override
    public int forget(Duration age, int max) {
        return table.transaction(() -> {
            Instant before = clock.instant().minus(age);
            List<Row> old = rows.values().stream()
                    .filter(row -> row.delivery().status() != WebhookDeliveryStatus.PENDING)
                    .filter(row -> row.delivery().at().isBefore(before))
                    .limit(max)
                    .toList();
            old.forEach(row -> rows.remove(row.order()));
            return old.size();
        });
    }

    private Optional<Row> row(DeliveryId id) {
        return rows.values().stream()
                .filter(row -> row.delivery().id().equals(id))
                .findFirst();
    }
}
