package dev.millrace.adapter.rest;

import dev.millrace.domain.identity.DeliveryId;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.KeyId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.identity.WebhookId;
import dev.millrace.domain.identity.WorkerId;
import java.util.Optional;

/// What a path or a query names.
final class Paths {
    private Paths() {}

    /// The job of that id.
    ///
    /// @throws Refused as if there were no such job when the text is no id at all
    static JobId job(String id) {
        return readId(id).orElseThrow(() -> new Refused(Problem.noSuchJob()));
    }

    /// The upload of that id.
    ///
    /// @throws Refused as if there were no such upload when the text is no id at all
    static UploadId upload(String id) {
        return readUpload(id).orElseThrow(() -> new Refused(Problem.noSuchUpload()));
    }

    static Optional<UploadId> readUpload(String text) {
        try {
            return Optional.of(UploadId.of(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static Optional<KeyId> readKey(String text) {
        try {
            return Optional.of(KeyId.of(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static Optional<WebhookId> readWebhook(String text) {
        try {
            return Optional.of(WebhookId.of(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static Optional<DeliveryId> readDelivery(String text) {
        try {
            return Optional.of(DeliveryId.of(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static Optional<TenantId> readTenant(String text) {
        try {
            return Optional.of(new TenantId(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static Optional<TaskName> readTask(String text) {
        try {
            return Optional.of(new TaskName(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static Optional<WorkerId> readWorker(String text) {
        try {
            return Optional.of(WorkerId.of(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static Optional<JobId> readId(String text) {
        try {
            return Optional.of(JobId.of(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
