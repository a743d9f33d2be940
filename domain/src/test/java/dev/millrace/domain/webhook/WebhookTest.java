package dev.millrace.domain.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.DeliveryId;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.WebhookId;
import dev.millrace.domain.job.JobEvent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");
    private static final WebhookId ID = WebhookId.of("0190a000-0000-7000-8000-0000000000ab");
    private static final JobId JOB = JobId.of("0190a000-0000-7000-8000-0000000000cd");
    private static final WebhookSecret ONE = WebhookSecret.of(new byte[WebhookSecret.BYTES]);
    private static final WebhookSecret OTHER = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org",
                "http://example.org:8080/hook?a=b",
                "HTTPS://EXAMPLE.org/",
                "https://[2606:4700::1111]/",
                "http://10.0.0.1/"
            })
    void an_address_of_http_is_taken(String url) {
        assertThat(Webhook.readUrl(url)).contains(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "//example.org",
                "ftp://example.org",
                "file:///etc/passwd",
                "https://",
                "https:///path",
                "http://127.1/",
                "http://0x7f.1/",
                "https://user:secret@example.org/",
                "https://example.org/#part",
                "https://example.org:99999/",
                "https://example.org:0/",
                "https://exa mple.org/",
                "https://example.org/\r\nx: y",
                "https://exämple.org/ä"
            })
    void another_one_is_not(String url) {
        assertThat(Webhook.readUrl(url)).isEmpty();
        assertThat(Webhook.readUrl("https://example.org/" + "a".repeat(2_000))).isEmpty();
    }

    @Test
    void both_secrets_sign_until_the_former_one_ends() {
        Webhook rotated = webhook().rotated(OTHER, NOW.plusSeconds(60));

        assertThat(webhook().secrets(NOW)).containsExactly(ONE);
        assertThat(rotated.secrets(NOW.plusSeconds(59))).containsExactly(OTHER, ONE);
        assertThat(rotated.secrets(NOW.plusSeconds(60))).containsExactly(OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_???"})
    void a_secret_has_its_form(String text) {
        assertThatThrownBy(() -> new WebhookSecret(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_secret_is_not_shown_by_accident() {
        assertThat(webhook().toString()).doesNotContain(ONE.text());
    }

    @Test
    void what_a_webhook_can_hear_of_is_told_and_nothing_else() {
        assertThat(Arrays.stream(JobEvent.Type.values()).map(WebhookEvent::of).flatMap(Optional::stream))
                .containsOnly(WebhookEvent.values());
        assertThat(WebhookEvent.of(JobEvent.Type.RETRIED)).contains(WebhookEvent.QUEUED);
        assertThat(WebhookEvent.of(JobEvent.Type.PAUSED)).isEmpty();
    }

    @Test
    void messages_are_json_that_never_changes() {
        assertThat(delivery(WebhookEvent.COMPLETED, Optional.empty()).message())
                .isEqualTo("{\"type\":\"job.completed\",\"timestamp\":\"2026-01-01T00:00:00.123Z\",\"data\":{\"id\":\""
                        + JOB + "\",\"status\":\"completed\",\"version\":7,\"error_code\":null}}");
        assertThat(delivery(WebhookEvent.FAILED, Optional.of(FailureCode.SOURCE_EMPTY))
                        .message())
                .contains("\"error_code\":\"source_empty\"");
    }

    @Test
    void a_message_is_sent_ten_times_over_three_days() {
        List<Duration> pauses = IntStream.rangeClosed(1, 20)
                .mapToObj(attempt -> DeliverySchedule.after(attempt, 0))
                .flatMap(Optional::stream)
                .toList();

        assertThat(pauses).hasSize(9).isSorted().startsWith(Duration.ofSeconds(5), Duration.ofMinutes(5));
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isGreaterThan(Duration.ofDays(3));
        assertThat(DeliverySchedule.after(1, 1)).contains(Duration.ofSeconds(6));
    }

    private static Webhook webhook() {
        return new Webhook(
                ID,
                TenantId.DEFAULT,
                URI.create("https://example.org"),
                WebhookEvent.USUAL,
                ONE,
                Optional.empty(),
                NOW,
                Optional.empty());
    }

    private static WebhookDelivery delivery(WebhookEvent event, Optional<FailureCode> failure) {
        return new WebhookDelivery(
                new DeliveryId(new UUID(1, 2)),
                ID,
                JOB,
                7,
                event,
                failure,
                NOW,
                WebhookDeliveryStatus.PENDING,
                0,
                Optional.empty(),
                Optional.of(NOW));
    }
}
