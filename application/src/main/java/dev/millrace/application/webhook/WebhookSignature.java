package dev.millrace.application.webhook;

import dev.millrace.domain.webhook.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs messages as the
/// [Standard Webhooks](https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md) say:
/// `v1,` and the Base64 of the HMAC-SHA256 of id, timestamp and body with points between them.
public final class WebhookSignature {
    private static final String ALGORITHM = "HmacSHA256";

    private WebhookSignature() {}

    /// The headers of a message.
    ///
    /// @param id the same over all attempts
    /// @param now of this attempt; receivers refuse messages that are minutes old
    /// @param body what is sent
    /// @param secrets at least one; the receiver needs to know one of them
    public static Map<String, String> headers(String id, Instant now, String body, List<WebhookSecret> secrets) {
        String timestamp = Long.toString(now.getEpochSecond());
        String content = id + "." + timestamp + "." + body;
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", timestamp);
        headers.put(
                "webhook-signature",
                secrets.stream()
                        .map(secret -> "v1," + signature(secret, content))
                        .collect(Collectors.joining(" ")));
        return headers;
    }

    private static String signature(WebhookSecret secret, String content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
