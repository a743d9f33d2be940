package dev.millrace.application.port;

import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.KeyId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.identity.WebhookId;
import dev.millrace.domain.identity.WorkerId;

/// Where new identities come from.
public interface Ids {
    /// A job id that was never given before; later ones sort behind earlier ones of the same process.
    JobId job();

    /// An upload id that was never given before, and that nobody can guess.
    UploadId upload();

    /// The id of an API key that was never given before; later ones sort behind earlier ones of the same process.
    KeyId key();

    /// The id of a webhook that was never given before; later ones sort behind earlier ones of the same process.
    WebhookId webhook();

    /// A worker id that was never given before.
    WorkerId worker();
}
