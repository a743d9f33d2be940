package dev.millrace.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Tells messages of a webhook from those that only look like them, as the
/// [Standard Webhooks](https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md) have it.
public final class WebhookVerifier {
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    /// A message that was sent longer ago, or by a clock that is further ahead, may be a repeated one.
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final SecretKeySpec key;
    private final Clock clock;

    private WebhookVerifier(SecretKeySpec key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /// For the webhook with that secret.
    ///
    /// @param secret as the server told it: `whsec_…`
    /// @throws IllegalArgumentException when it is none
    public static WebhookVerifier of(String secret) {
        return of(secret, Clock.systemUTC());
    }

    /// For the webhook with that secret, by another clock.
    ///
    /// @param secret as the server told it: `whsec_…`
    /// @param clock refuses what was sent more than five minutes before or after
    /// @throws IllegalArgumentException when it is none
    public static WebhookVerifier of(String secret, Clock clock) {
        if (!secret.startsWith(PREFIX)) {
            throw new IllegalArgumentException("the secret of a webhook begins with " + PREFIX);
        }
        byte[] bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        return new WebhookVerifier(new SecretKeySpec(bytes, ALGORITHM), clock);
    }

    /// What a message turned out to be.
    public sealed interface Verdict {
        /// The server sent it.
        ///
        /// @param message what it says
        record Genuine(WebhookMessage message) implements Verdict {}

        /// Nobody knows who sent it, or it is an old one.
        ///
        /// @param why for people
        record Refused(String why) implements Verdict {}
    }

    /// Looks at a message.
    ///
    /// @param header gives the value of a header by its name in lower case; null when there is none
    /// @param body exactly the bytes that came
    public Verdict verify(Function<String, @Nullable String> header, byte[] body) {
        String id = header.apply("webhook-id");
        String timestamp = header.apply("webhook-timestamp");
        String signatures = header.apply("webhook-signature");
        if (id == null || timestamp == null || signatures == null) {
            return new Verdict.Refused("A header of a webhook is missing.");
        }
        if (!timestamp.matches("[0-9]{1,12}") || !recent(Instant.ofEpochSecond(Long.parseLong(timestamp)))) {
            return new Verdict.Refused("The message was not sent in these minutes.");
        }
        String right = "v1," + signature(id + "." + timestamp + ".", body);
        boolean signed = false;
        for (String given : signatures.split(" ", -1)) {
            signed |= MessageDigest.isEqual(
                    given.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
        }
        return signed ? read(id, body) : new Verdict.Refused("No signature is one of this secret.");
    }

    private boolean recent(Instant sent) {
        return Duration.between(sent, clock.instant()).abs().compareTo(TOLERANCE) <= 0;
    }

    private String signature(String before, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(before.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static Verdict read(String id, byte[] body) {
        try {
            JsonNode message = Requests.read(new String(body, StandardCharsets.UTF_8));
            JsonNode data = message.path("data");
            return new Verdict.Genuine(new WebhookMessage(
                    id,
                    message.path("type").asText(),
                    Instant.parse(message.path("timestamp").asText()),
                    UUID.fromString(data.path("id").asText()),
                    data.path("version").asLong(),
                    Optional.ofNullable(data.path("error_code").textValue())));
        } catch (DateTimeException | IllegalArgumentException | IllegalStateException _) {
            return new Verdict.Refused("It is signed with this secret, and is no message of Millrace.");
        }
    }
}
