package dev.millrace.adapter.postgres;

import dev.millrace.application.port.UploadChange;
import dev.millrace.application.port.UploadStore;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.upload.Upload;
import dev.millrace.domain.upload.UploadState;
import dev.millrace.domain.upload.UploadStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// [UploadStore] on `millrace.upload`. Whoever finds the row waiting ends it; there is no other lock.
final class PostgresUploadStore implements UploadStore {

    private final Transactions transactions;
    private final UploadRepository uploads;
    private final Clock clock;

    PostgresUploadStore(Transactions transactions, Repositories repositories, Clock clock) {
        this.transactions = transactions;
        this.uploads = repositories.uploads();
        this.clock = clock;
    }

    @Override
    public void open(Upload upload) {
        transactions.run(() -> uploads.insert(
                upload.id().value(),
                upload.tenant().value(),
                upload.filename().value(),
                upload.type().value(),
                upload.key().value(),
                upload.size().bytes(),
                upload.parts().each().bytes(),
                upload.token(),
                upload.createdAt(),
                upload.expiresAt(),
                upload.early()));
    }

    @Override
    public Optional<Upload> find(TenantId tenant, UploadId id) {
        return transactions.reading(
                () -> uploads.find(tenant.value(), id.value()).map(UploadRow::upload));
    }

    @Override
    public UploadChange complete(TenantId tenant, UploadId id) {
        return end(tenant, id, UploadStatus.COMPLETED);
    }

    @Override
    public UploadChange cancel(TenantId tenant, UploadId id) {
        return end(tenant, id, UploadStatus.CANCELED);
    }

    @Override
    public List<Upload> expire(int max) {
        return transactions.in(() -> {
            Instant now = clock.instant();
            List<Upload> late =
                    uploads.late(now, max).stream().map(UploadRow::upload).toList();
            for (Upload upload : late) {
                uploads.end(upload.tenant().value(), upload.id().value(), UploadStatus.EXPIRED.word(), now);
            }
            return late.stream()
                    .map(upload -> upload.in(new UploadState.Waiting().expired(now)))
                    .toList();
        });
    }

    @Override
    public List<Upload> litter(int max, Duration age) {
        return transactions.reading(() -> uploads.litter(clock.instant().minus(age), max).stream()
                .map(UploadRow::upload)
                .toList());
    }

    @Override
    public void cleared(TenantId tenant, UploadId id) {
        transactions.run(() -> uploads.clear(tenant.value(), id.value(), clock.instant()));
    }

    private UploadChange end(TenantId tenant, UploadId id, UploadStatus wanted) {
        return transactions.in(() -> {
            uploads.end(tenant.value(), id.value(), wanted.word(), clock.instant());
            Optional<Upload> upload = uploads.find(tenant.value(), id.value()).map(UploadRow::upload);
            if (upload.isEmpty()) {
                return new UploadChange.Unknown();
            }
            return upload.get().status() == wanted
                    ? new UploadChange.Changed(upload.get())
                    : new UploadChange.Refused(upload.get());
        });
    }
}
