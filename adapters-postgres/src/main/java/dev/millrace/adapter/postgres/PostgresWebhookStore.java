package dev.millrace.adapter.postgres;

import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.Page;
import dev.millrace.application.port.WebhookStore;
import dev.millrace.domain.identity.DeliveryId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.WebhookId;
import dev.millrace.domain.webhook.Webhook;
import dev.millrace.domain.webhook.WebhookDelivery;
import dev.millrace.domain.webhook.WebhookDeliveryStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// [WebhookStore] on `millrace.webhook` and `millrace.delivery`. A trigger on `millrace.job_event` adds deliveries.
final class PostgresWebhookStore implements WebhookStore {

    private final Transactions transactions;
    private final WebhookRepository webhooks;
    private final DeliveryRepository deliveries;
    private final Clock clock;

    PostgresWebhookStore(Transactions transactions, Repositories repositories, Clock clock) {
        this.transactions = transactions;
        this.webhooks = repositories.webhooks();
        this.deliveries = repositories.deliveries();
        this.clock = clock;
    }

    @Override
    public boolean add(Webhook webhook, int most) {
        String tenant = webhook.tenant().value();
        return transactions.in(() -> {
            webhooks.insert(
                    webhook.id().value(),
                    tenant,
                    webhook.url().toString(),
                    ArrayText.of(webhook.events().stream()
                            .map(WebhookRow::word)
                            .sorted()
                            .toList()),
                    webhook.secret().text(),
                    webhook.createdAt(),
                    most);
            return webhooks.find(tenant, webhook.id().value()).isPresent();
        });
    }

    @Override
    public Optional<Webhook> find(TenantId tenant, WebhookId id) {
        return transactions.in(() -> webhooks.find(tenant.value(), id.value()).map(WebhookRow::webhook));
    }

    @Override
    public List<Webhook> list(TenantId tenant) {
        return transactions.in(() ->
                webhooks.of(tenant.value()).stream().map(WebhookRow::webhook).toList());
    }

    @Override
    public boolean rotate(Webhook rotated) {
        return transactions.in(() -> webhooks.rotate(
                        rotated.tenant().value(),
                        rotated.id().value(),
                        rotated.secret().text(),
                        rotated.former().map(former -> former.secret().text()).orElse(null),
                        rotated.former().map(Webhook.FormerSecret::until).orElse(null)))
                > 0;
    }

    @Override
    public boolean delete(TenantId tenant, WebhookId id) {
        return transactions.in(() -> webhooks.delete(tenant.value(), id.value())) > 0;
    }

    @Override
    public Page<WebhookDelivery> deliveries(TenantId tenant, WebhookId id, int limit, Optional<Cursor> from) {
        long before = from.map(cursor -> Long.parseLong(cursor.value())).orElse(Long.MAX_VALUE);
        return transactions.in(() -> {
            List<DeliveryRow> found = deliveries.before(tenant.value(), id.value(), before, limit + 1);
            List<DeliveryRow> page = found.subList(0, Math.min(limit, found.size()));
            return new Page<>(
                    page.stream().map(DeliveryRow::delivery).toList(),
                    found.size() > limit
                            ? Optional.of(
                                    new Cursor(Long.toString(page.getLast().number())))
                            : Optional.empty());
        });
    }

    @Override
    public Replay replay(TenantId tenant, WebhookId id, DeliveryId delivery) {
        return transactions.in(() -> {
            Optional<Webhook> webhook =
                    webhooks.find(tenant.value(), id.value()).map(WebhookRow::webhook);
            if (webhook.isEmpty()
                    || deliveries
                            .find(tenant.value(), id.value(), delivery.value())
                            .isEmpty()) {
                return new Replay.Unknown();
            }
            if (webhook.get().disabledAt().isPresent()) {
                return new Replay.Disabled();
            }
            deliveries.replay(tenant.value(), id.value(), delivery.value());
            return deliveries
                    .find(tenant.value(), id.value(), delivery.value())
                    .<Replay>map(row -> new Replay.Due(row.delivery()))
                    .orElseGet(Replay.Unknown::new);
        });
    }

    @Override
    public List<Due> claim(Collection<WebhookId> busy, int each, int max, Duration lease) {
        return transactions.in(() -> {
            List<Due> claimed = new ArrayList<>();
            for (DeliveryRow row : deliveries.claim(ArrayText.of(busy), each, max, lease.toMillis())) {
                webhooks.find(row.tenantId(), row.webhookId())
                        .ifPresent(webhook -> claimed.add(new Due(row.delivery(), row.tries(), webhook.webhook())));
            }
            return List.copyOf(claimed);
        });
    }

    @Override
    public void settle(Due due, WebhookDelivery.Attempt attempt, Next next) {
        transactions.run(() -> {
            switch (next) {
                case Next.Delivered _ -> end(due, attempt, WebhookDeliveryStatus.DELIVERED);
                case Next.GivenUp _ -> end(due, attempt, WebhookDeliveryStatus.FAILED);
                case Next.Again(Duration pause) ->
                    deliveries.postpone(
                            due.webhook().tenant().value(),
                            due.delivery().id().value(),
                            due.delivery().attempts(),
                            due.tries(),
                            pause.toMillis(),
                            attempt.at(),
                            attempt.answer(),
                            attempt.detail(),
                            attempt.millis());
                case Next.Gone _ -> {
                    if (end(due, attempt, WebhookDeliveryStatus.FAILED) > 0) {
                        disable(due.webhook());
                    }
                }
            }
        });
    }

    private int end(Due due, WebhookDelivery.Attempt attempt, WebhookDeliveryStatus status) {
        return deliveries.end(
                due.webhook().tenant().value(),
                due.delivery().id().value(),
                due.delivery().attempts(),
                due.tries(),
                status.word(),
                attempt.at(),
                attempt.answer(),
                attempt.detail(),
                attempt.millis());
    }

    private void disable(Webhook webhook) {
        webhooks.disable(webhook.tenant().value(), webhook.id().value(), clock.instant());
        deliveries.giveUp(webhook.tenant().value(), webhook.id().value());
    }

    @Override
    public int forget(Duration age, int max) {
        return transactions.in(() -> deliveries.forget(clock.instant().minus(age), max));
    }
}
