package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.UploadChange;
import dev.millrace.application.port.UploadStore;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.upload.Upload;
import dev.millrace.domain.upload.UploadState;
import dev.millrace.domain.upload.UploadStatus;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [UploadStore] promises.
public abstract class UploadStoreContract {
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final TenantId OTHER = new TenantId("other");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private PersistenceFixture fixture;
    private UploadStore uploads;

    /// For subclasses.
    protected UploadStoreContract() {}

    /// An empty persistence.
    protected abstract PersistenceFixture fixture();

    @BeforeEach
    final void open() {
        fixture = fixture();
        uploads = fixture.persistence().uploads();
    }

    @AfterEach
    final void close() {
        fixture.close();
    }

    @Test
    void an_upload_is_found_as_it_was_opened() {
        Upload upload = opened(TENANT);

        assertThat(uploads.find(TENANT, upload.id())).contains(upload);
    }

    @Test
    void opening_again_changes_nothing() {
        Upload upload = opened(TENANT);
        uploads.complete(TENANT, upload.id());

        uploads.open(upload);

        assertThat(status(upload)).isEqualTo(UploadStatus.COMPLETED);
    }

    @Test
    void an_upload_is_completed_once_and_stays_as_it_is() {
        Upload upload = opened(TENANT);

        UploadChange first = uploads.complete(TENANT, upload.id());
        fixture.advance(HOUR);
        UploadChange second = uploads.complete(TENANT, upload.id());

        Upload completed = upload.in(new UploadState.Completed(fixture.now().minus(HOUR)));
        assertThat(first).isEqualTo(new UploadChange.Changed(completed));
        assertThat(second).isEqualTo(first);
        assertThat(uploads.find(TENANT, upload.id())).contains(completed);
    }

    @Test
    void an_upload_is_canceled_once_and_stays_as_it_is() {
        Upload upload = opened(TENANT);

        UploadChange first = uploads.cancel(TENANT, upload.id());
        fixture.advance(HOUR);
        UploadChange second = uploads.cancel(TENANT, upload.id());

        Upload canceled = upload.in(new UploadState.Canceled(fixture.now().minus(HOUR)));
        assertThat(first).isEqualTo(new UploadChange.Changed(canceled));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void an_upload_ends_in_one_way_only() {
        Upload completed = opened(TENANT);
        Upload canceled = opened(TENANT);
        Upload expired = opened(TENANT);
        uploads.complete(TENANT, completed.id());
        uploads.cancel(TENANT, canceled.id());
        fixture.advance(DAY);
        uploads.expire(10);

        assertThat(uploads.cancel(TENANT, completed.id())).isInstanceOf(UploadChange.Refused.class);
        assertThat(uploads.complete(TENANT, canceled.id())).isInstanceOf(UploadChange.Refused.class);
        assertThat(uploads.complete(TENANT, expired.id())).isInstanceOf(UploadChange.Refused.class);
        assertThat(uploads.cancel(TENANT, expired.id())).isInstanceOf(UploadChange.Refused.class);

        assertThat(status(completed)).isEqualTo(UploadStatus.COMPLETED);
        assertThat(status(canceled)).isEqualTo(UploadStatus.CANCELED);
        assertThat(status(expired)).isEqualTo(UploadStatus.EXPIRED);
    }

    @Test
    void an_upload_of_another_tenant_is_unknown() {
        Upload others = opened(OTHER);

        assertThat(uploads.find(TENANT, others.id())).isEmpty();
        assertThat(uploads.complete(TENANT, others.id())).isEqualTo(new UploadChange.Unknown());
        assertThat(uploads.cancel(TENANT, others.id())).isEqualTo(new UploadChange.Unknown());

        assertThat(uploads.find(OTHER, others.id())).contains(others);
    }

    @Test
    void an_upload_expires_when_its_time_has_come_and_not_before() {
        Upload upload = opened(TENANT);

        fixture.advance(DAY.minusSeconds(1));
        assertThat(uploads.expire(10)).isEmpty();

        fixture.advance(Duration.ofSeconds(1));
        Upload expired = upload.in(new UploadState.Expired(fixture.now()));
        assertThat(uploads.expire(10)).containsExactly(expired);
        assertThat(uploads.find(TENANT, upload.id())).contains(expired);
        assertThat(uploads.expire(10)).isEmpty();
    }

    @Test
    void uploads_of_all_tenants_expire_the_oldest_first_and_so_many_at_a_time() {
        Upload first = opened(OTHER);
        fixture.advance(HOUR);
        Upload second = opened(TENANT);
        fixture.advance(HOUR);
        Upload third = opened(OTHER);
        fixture.advance(DAY);

        assertThat(uploads.expire(2)).extracting(Upload::id).containsExactly(first.id(), second.id());
        assertThat(uploads.expire(2)).extracting(Upload::id).containsExactly(third.id());
    }

    @Test
    void what_was_completed_or_canceled_does_not_expire() {
        uploads.complete(TENANT, opened(TENANT).id());
        uploads.cancel(TENANT, opened(TENANT).id());

        fixture.advance(DAY);

        assertThat(uploads.expire(10)).isEmpty();
    }

    @Test
    void what_ended_in_vain_is_litter_after_a_while_until_it_is_cleared() {
        Upload canceled = opened(TENANT);
        Upload expired = opened(OTHER);
        uploads.complete(TENANT, opened(TENANT).id());
        opened(TENANT);
        fixture.advance(HOUR);
        uploads.cancel(TENANT, canceled.id());

        assertThat(uploads.litter(10, HOUR)).isEmpty();
        fixture.advance(DAY.minus(HOUR));
        uploads.expire(1);
        fixture.advance(HOUR);
        assertThat(uploads.litter(10, HOUR)).extracting(Upload::id).containsExactly(canceled.id(), expired.id());
        assertThat(uploads.litter(1, HOUR)).extracting(Upload::id).containsExactly(canceled.id());

        uploads.cleared(OTHER, canceled.id());
        uploads.cleared(OTHER, expired.id());
        assertThat(uploads.litter(10, HOUR)).extracting(Upload::id).containsExactly(canceled.id());
    }

    @Test
    void nothing_that_waits_or_is_completed_can_be_cleared() {
        Upload waiting = opened(TENANT);
        Upload completed = opened(TENANT);
        uploads.complete(TENANT, completed.id());

        uploads.cleared(TENANT, waiting.id());
        uploads.cleared(TENANT, completed.id());
        uploads.cancel(TENANT, waiting.id());

        assertThat(uploads.litter(10, Duration.ZERO)).extracting(Upload::id).containsExactly(waiting.id());
        assertThat(status(completed)).isEqualTo(UploadStatus.COMPLETED);
    }

    @Test
    void an_early_upload_is_cleared_when_its_links_are_over_however_it_ended() {
        Upload completed = openedEarly();
        Upload canceled = openedEarly();
        Upload expired = openedEarly();
        uploads.complete(TENANT, completed.id());
        uploads.cancel(TENANT, canceled.id());

        fixture.advance(DAY);
        assertThat(uploads.litter(10, HOUR)).isEmpty();
        uploads.expire(1);
        fixture.advance(HOUR);
        assertThat(uploads.litter(10, HOUR))
                .extracting(Upload::id)
                .containsExactlyInAnyOrder(completed.id(), canceled.id(), expired.id());

        uploads.cleared(TENANT, completed.id());
        uploads.cleared(TENANT, expired.id());
        assertThat(uploads.litter(10, HOUR)).extracting(Upload::id).containsExactly(canceled.id());
        assertThat(uploads.find(TENANT, canceled.id()).orElseThrow().early()).isTrue();
    }

    private Upload openedEarly() {
        Upload upload = Samples.anEarlyUpload(TENANT, fixture.now());
        uploads.open(upload);
        return upload;
    }

    private Upload opened(TenantId tenant) {
        Upload upload = Samples.aWaitingUpload(tenant, fixture.now());
        uploads.open(upload);
        return upload;
    }

    private UploadStatus status(Upload upload) {
        return uploads.find(upload.tenant(), upload.id()).orElseThrow().status();
    }
}
