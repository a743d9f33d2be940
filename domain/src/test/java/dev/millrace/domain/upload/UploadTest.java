package dev.millrace.domain.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.media.ByteSize;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UploadTest {
    private static final UploadId ID = UploadId.of("0190a000-0000-7000-8000-000000000001");
    private static final TenantId TENANT = new TenantId("acme");
    private static final FileName NAME = new FileName("My film.mp4");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String KEY = "t/acme/uploads/0190a000-0000-7000-8000-000000000001/My-film.mp4";

    @Test
    void the_key_lies_below_the_tenants_prefix_and_holds_the_id() {
        assertThat(Upload.keyOf(TENANT, ID, NAME)).isEqualTo(new ObjectKey(KEY));
    }

    @Test
    void an_upload_lies_where_its_tenant_id_and_name_say() {
        assertThat(upload(KEY, "token", NOW.plusSeconds(1)).status()).isEqualTo(UploadStatus.WAITING);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> upload(KEY.replace("acme", "other"), "token", NOW.plusSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> upload(KEY, "", NOW.plusSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> upload(KEY, "x".repeat(1025), NOW.plusSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> upload(KEY, "token", NOW));
    }

    @Test
    void a_waiting_upload_ends_in_one_of_three_ways() {
        UploadState.Waiting waiting = new UploadState.Waiting();

        assertThat(waiting.completed(NOW)).isEqualTo(new UploadState.Completed(NOW));
        assertThat(waiting.canceled(NOW)).isEqualTo(new UploadState.Canceled(NOW));
        assertThat(waiting.expired(NOW)).isEqualTo(new UploadState.Expired(NOW));
    }

    @Test
    void a_status_is_known_by_its_word() {
        assertThat(Arrays.stream(UploadStatus.values()).map(UploadStatus::word))
                .containsExactly("waiting", "completed", "canceled", "expired");
        for (UploadStatus status : UploadStatus.values()) {
            assertThat(UploadStatus.ofWord(status.word())).contains(status);
        }
        assertThat(UploadStatus.ofWord("WAITING")).isEmpty();
    }

    @Test
    void an_id_has_one_text() {
        assertThat(UploadId.of(ID.toString())).isEqualTo(ID);
        assertThatIllegalArgumentException().isThrownBy(() -> UploadId.of("1-2-3-4-5"));
    }

    private static Upload upload(String key, String token, Instant expiresAt) {
        return new Upload(
                ID,
                TENANT,
                NAME,
                MediaType.MP4,
                new ObjectKey(key),
                UploadParts.of(new ByteSize(1)),
                token,
                NOW,
                expiresAt,
                false,
                new UploadState.Waiting());
    }
}
