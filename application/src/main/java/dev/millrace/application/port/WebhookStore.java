package dev.millrace.application.port;

import dev.millrace.domain.identity.DeliveryId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.WebhookId;
import dev.millrace.domain.webhook.Webhook;
import dev.millrace.domain.webhook.WebhookDelivery;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Webhooks and what is on its way to them. A webhook of another tenant is as unknown as one that never was.
///
/// A delivery is stored in the same transaction as the event of the job that it tells of, for every webhook of the tenant that
/// is enabled then and wants to hear it. So none is lost, and none tells of what did not happen. Inspections are told to
/// nobody.
public interface WebhookStore {
    /// Stores a webhook, unless the tenant has `most` of them already; of several that come at once all may find room. Storing an
    /// id again changes nothing.
    ///
    /// @return whether it is there now
    boolean add(Webhook webhook, int most);

    /// The webhook as it is now.
    Optional<Webhook> find(TenantId tenant, WebhookId id);

    /// All of a tenant's webhooks, in the order of their ids.
    List<Webhook> list(TenantId tenant);

    /// Replaces the secret.
    ///
    /// @param rotated as it is to be from now on
    /// @return whether there is such a webhook
    boolean rotate(Webhook rotated);

    /// Forgets a webhook and all deliveries to it, and answers whether the tenant had it.
    boolean delete(TenantId tenant, WebhookId id);

    /// Deliveries to a webhook, the latest first.
    ///
    /// @param from where a page before ended
    Page<WebhookDelivery> deliveries(TenantId tenant, WebhookId id, int limit, Optional<Cursor> from);

    /// Makes a delivery pending and due, with all attempts of the schedule before it, whatever became of it. One that is on its
    /// way is sent again. Refused when the webhook is disabled.
    Replay replay(TenantId tenant, WebhookId id, DeliveryId delivery);

    /// What came of asking for a replay.
    sealed interface Replay {
        /// It will be sent at once.
        ///
        /// @param delivery as it is
        record Due(WebhookDelivery delivery) implements Replay {}

        /// The webhook is disabled.
        record Disabled() implements Replay {}

        /// The tenant has no such delivery.
        record Unknown() implements Replay {}
    }

    /// Takes pending deliveries whose time has come, of all tenants, for one attempt each. Nobody else is given them until
    /// the lease ran out.
    ///
    /// @param busy webhooks to leave out
    /// @param each how many at most for one webhook, so that one that hangs is not given all
    /// @param max how many at most
    List<Due> claim(Collection<WebhookId> busy, int each, int max, Duration lease);

    /// A delivery to be sent now.
    ///
    /// @param delivery its `attempts` counts the one that begins
    /// @param tries attempts since the event or the last replay, this one included
    /// @param webhook where to
    record Due(WebhookDelivery delivery, int tries, Webhook webhook) {}

    /// Says how an attempt went. Nothing happens if somebody else was given the delivery since, or it was replayed.
    ///
    /// @param due as claimed
    void settle(Due due, WebhookDelivery.Attempt attempt, Next next);

    /// What is to become of a delivery.
    sealed interface Next {
        /// It was taken.
        record Delivered() implements Next {}

        /// It is sent again.
        ///
        /// @param pause after so long
        record Again(Duration pause) implements Next {}

        /// It is not sent any more.
        record GivenUp() implements Next {}

        /// The receiver said that it is gone: its webhook is disabled, and nothing more is sent to it.
        record Gone() implements Next {}
    }

    /// Removes deliveries that are not pending and whose event is older than that, the oldest first and at most `max`.
    ///
    /// @return how many
    int forget(Duration age, int max);
}
