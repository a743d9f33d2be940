package dev.millrace.application.memory;

import dev.millrace.application.port.UploadChange;
import dev.millrace.application.port.UploadStore;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.upload.Upload;
import dev.millrace.domain.upload.UploadState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// [UploadStore] in memory.
final class MemoryUploads implements UploadStore {
    private final Clock clock;
    private final Map<UploadId, Upload> uploads = new LinkedHashMap<>();
    private final Set<UploadId> cleared = new HashSet<>();

    MemoryUploads(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void open(Upload upload) {
        uploads.putIfAbsent(upload.id(), upload);
    }

    @Override
    public synchronized Optional<Upload> find(TenantId tenant, UploadId id) {
        return Optional.ofNullable(uploads.get(id))
                .filter(upload -> upload.tenant().equals(tenant));
    }

    @Override
    public UploadChange complete(TenantId tenant, UploadId id) {
        return move(tenant, id, waiting -> waiting.completed(clock.instant()));
    }

    @Override
    public UploadChange cancel(TenantId tenant, UploadId id) {
        return move(tenant, id, waiting -> waiting.canceled(clock.instant()));
    }

    @Override
    public synchronized List<Upload> expire(int max) {
        Instant now = clock.instant();
        List<Upload> late = uploads.values().stream()
                .filter(upload -> !upload.expiresAt().isAfter(now))
                .sorted(Comparator.comparing(Upload::expiresAt))
                .toList();
        List<Upload> expired = new ArrayList<>();
        for (Upload upload : late) {
            if (upload.state() instanceof UploadState.Waiting waiting && expired.size() < max) {
                expired.add(upload.in(waiting.expired(now)));
            }
        }
        expired.forEach(upload -> uploads.put(upload.id(), upload));
        return expired;
    }

    @Override
    public synchronized List<Upload> litter(int max, Duration age) {
        Instant before = clock.instant().minus(age);
        return uploads.values().stream()
                .filter(upload -> !cleared.contains(upload.id()))
                .filter(upload ->
                        clearable(upload).filter(at -> !at.isAfter(before)).isPresent())
                .sorted(Comparator.comparing(upload -> clearable(upload).orElseThrow()))
                .limit(max)
                .toList();
    }

    @Override
    public synchronized void cleared(TenantId tenant, UploadId id) {
        find(tenant, id).filter(upload -> clearable(upload).isPresent()).ifPresent(upload -> cleared.add(upload.id()));
    }

    /// From when on nothing more comes of an upload that leaves something behind; empty for others.
    private static Optional<Instant> clearable(Upload upload) {
        return switch (upload.state()) {
            case UploadState.Waiting _ -> Optional.empty();
            case UploadState.Completed completed ->
                Optional.of(last(upload, completed.at())).filter(_ -> upload.early());
            case UploadState.Canceled canceled -> Optional.of(last(upload, canceled.at()));
            case UploadState.Expired expired -> Optional.of(last(upload, expired.at()));
        };
    }

    private static Instant last(Upload upload, Instant ended) {
        return upload.early() && upload.expiresAt().isAfter(ended) ? upload.expiresAt() : ended;
    }

    private synchronized UploadChange move(
            TenantId tenant, UploadId id, Function<UploadState.Waiting, UploadState> by) {
        Optional<Upload> found = find(tenant, id);
        if (found.isEmpty()) {
            return new UploadChange.Unknown();
        }
        Upload upload = found.get();
        UploadState wanted = by.apply(new UploadState.Waiting());
        if (upload.state() instanceof UploadState.Waiting) {
            Upload moved = upload.in(wanted);
            uploads.put(id, moved);
            return new UploadChange.Changed(moved);
        }
        return upload.status() == wanted.status() ? new UploadChange.Changed(upload) : new UploadChange.Refused(upload);
    }
}
