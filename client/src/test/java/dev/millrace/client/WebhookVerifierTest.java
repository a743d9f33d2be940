package dev.millrace.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.client.WebhookVerifier.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookVerifierTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Instant SENT = Instant.ofEpochSecond(1_614_265_330);
    private static final String MESSAGE = """
            {"type":"job.failed","timestamp":"2021-02-25T15:02:10.123Z","data":{"id":"0190a000-0000-7000-8000-000000000000",\
            "status":"failed","version":42,"error_code":"source_damaged"}}""";

    @Test
    void a_message_of_the_server_is_read() {
        Verdict verdict = verify(signed(MESSAGE), MESSAGE, SENT);

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Genuine.class, genuine -> {
            assertThat(genuine.message().id()).isEqualTo("msg_p5jXN8AQM9LWM0D4loKWxJek");
            assertThat(genuine.message().type()).isEqualTo("job.failed");
            assertThat(genuine.message().job()).hasToString("0190a000-0000-7000-8000-000000000000");
            assertThat(genuine.message().version()).isEqualTo(42);
            assertThat(genuine.message().errorCode()).contains("source_damaged");
        });
    }

    /// The vector of the specification, which is no message of Millrace's.
    @Test
    void the_official_signature_is_one_of_this_secret() {
        Map<String, String> headers = headers("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

        Verdict verdict = verify(headers, "{\"test\": 2432232314}", SENT);

        assertThat(verdict)
                .isEqualTo(new Verdict.Refused("It is signed with this secret, and is no message of Millrace."));
    }

    @Test
    void one_signature_of_several_is_enough_while_a_secret_is_replaced() {
        Map<String, String> headers = signed(MESSAGE);
        headers.compute("webhook-signature", (_, right) -> "v1,AAAA " + right + " v2,BBBB");

        assertThat(verify(headers, MESSAGE, SENT)).isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void a_message_that_was_changed_is_refused() {
        assertThat(verify(signed(MESSAGE), MESSAGE.replace("failed", "completed"), SENT))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void a_message_of_another_secret_is_refused() {
        var other = WebhookVerifier.of("whsec_" + Base64.getEncoder().encodeToString(new byte[24]), at(SENT));

        assertThat(other.verify(signed(MESSAGE)::get, bytes(MESSAGE))).isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-301, 301})
    void a_message_of_another_time_is_refused(int seconds) {
        assertThat(verify(signed(MESSAGE), MESSAGE, SENT.plusSeconds(seconds)))
                .isEqualTo(new Verdict.Refused("The message was not sent in these minutes."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void a_message_without_one_of_its_headers_is_refused(String header) {
        Map<String, String> headers = signed(MESSAGE);
        headers.remove(header);

        assertThat(verify(headers, MESSAGE, SENT)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void a_secret_of_another_form_is_none() {
        assertThatThrownBy(() -> WebhookVerifier.of("secret")).hasMessageContaining("whsec_");
    }

    private static Verdict verify(Map<String, String> headers, String body, Instant now) {
        return WebhookVerifier.of(SECRET, at(now)).verify(headers::get, bytes(body));
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private static Map<String, String> signed(String body) {
        return headers("v1," + hmac("msg_p5jXN8AQM9LWM0D4loKWxJek." + SENT.getEpochSecond() + "." + body));
    }

    private static Map<String, String> headers(String signature) {
        return new HashMap<>(Map.of(
                "webhook-id",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp",
                Long.toString(SENT.getEpochSecond()),
                "webhook-signature",
                signature));
    }

    private static String hmac(String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring(6)), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(bytes(content)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
