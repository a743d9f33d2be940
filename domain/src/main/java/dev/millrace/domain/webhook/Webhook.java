package dev.millrace.domain.webhook;

import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.WebhookId;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An address that wants to be told of a tenant's jobs.
///
/// @param id which
/// @param tenant whose jobs it is told of
/// @param url where to, see [#readUrl]
/// @param events what it wants to hear, at least one
/// @param secret what messages are signed with
/// @param former what they are signed with too, after it was replaced
/// @param createdAt when; it hears of what happens from then on
/// @param disabledAt since when it is told nothing more, because it said that it is gone
public record Webhook(
        WebhookId id,
        TenantId tenant,
        URI url,
        Set<WebhookEvent> events,
        WebhookSecret secret,
        Optional<FormerSecret> former,
        Instant createdAt,
        Optional<Instant> disabledAt) {
    /// The longest address, in characters.
    public static final int LONGEST_URL = 2_000;

    /// A secret that was replaced.
    ///
    /// @param secret which
    /// @param until when messages are no more signed with it
    public record FormerSecret(WebhookSecret secret, Instant until) {}

    /// Refuses a webhook that wants to hear nothing, and copies the set.
    public Webhook {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a webhook hears of one kind of event at least");
        }
        events = Set.copyOf(EnumSet.copyOf(events));
    }

    /// Reads an address: `http` or `https` with a host, perhaps a port, a path and a query; without a user, for it
    /// would be logged, and without a fragment, which is never sent. Empty when it is something else.
    public static Optional<URI> readUrl(String text) {
        try {
            URI url = new URI(text);
            boolean fits = text.length() <= LONGEST_URL
                    && ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null
                    && url.getPort() <= 65_535
                    && url.getPort() != 0
                    && text.chars().allMatch(c -> c < 128);
            return fits ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    /// What a message is signed with at that moment, the newest first.
    public List<WebhookSecret> secrets(Instant now) {
        List<WebhookSecret> secrets = new ArrayList<>(List.of(secret));
        former.filter(old -> now.isBefore(old.until())).ifPresent(old -> secrets.add(old.secret()));
        return List.copyOf(secrets);
    }

    /// With another secret; the one that it had goes on for a while.
    public Webhook rotated(WebhookSecret fresh, Instant until) {
        return new Webhook(
                id, tenant, url, events, fresh, Optional.of(new FormerSecret(secret, until)), createdAt, disabledAt);
    }
}
