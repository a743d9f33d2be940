package dev.millrace.application.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.webhook.WebhookSecret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    /// The vector of the specification and of the libraries of all languages.
    private static final WebhookSecret OFFICIAL = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void the_official_vector_is_signed_as_it_says() {
        Map<String, String> headers = WebhookSignature.headers(ID, AT, BODY, List.of(OFFICIAL));

        assertThat(headers)
                .containsExactly(
                        Map.entry("webhook-id", ID),
                        Map.entry("webhook-timestamp", "1614265330"),
                        Map.entry("webhook-signature", SIGNATURE));
    }

    @Test
    void each_secret_signs() {
        WebhookSecret other = WebhookSecret.of(new byte[WebhookSecret.BYTES]);

        Map<String, String> headers = WebhookSignature.headers(ID, AT, BODY, List.of(other, OFFICIAL));

        assertThat(headers.get("webhook-signature").split(" ", -1)).hasSize(2).contains(SIGNATURE);
    }
}
