package dev.millrace.application.client;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.UploadStore;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.ObjectPrefix;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.upload.Upload;
import java.util.Optional;

/// Which object a client means.
///
/// A key is looked for below the tenant's own prefix, `t/<tenant>/`, so `uploads/…/film.mp4` is
/// `t/<tenant>/uploads/…/film.mp4`. The default tenant, the only one of a server without keys, also reaches what an
/// operator laid at the root of the storage, such as `uploads/test/video.mp4`, where it has no object of that name
/// itself. Nobody reaches what lies below `t/` in any other way.
public final class InputKeys {
    private static final String TENANTS = "t/";

    private final UploadStore uploads;
    private final MediaStore media;

    /// @param uploads know where their objects lie
    /// @param media holds the objects
    public InputKeys(UploadStore uploads, MediaStore media) {
        this.uploads = uploads;
        this.media = media;
    }

    /// What was found.
    public sealed interface Answer {
        /// There is an object.
        ///
        /// @param key in storage
        /// @param arriving the upload by which it is still coming; empty when it is there
        record Found(ObjectKey key, Optional<UploadId> arriving) implements Answer {
            Found(ObjectKey key) {
                this(key, Optional.empty());
            }
        }

        /// There is none that the tenant could mean.
        ///
        /// @param failure why
        record Refused(Failure failure) implements Answer {}
    }

    /// Finds the object that a job is to read.
    public Answer find(TenantId tenant, NewJob.Input input) {
        try {
            return switch (input) {
                case NewJob.Input.Key key -> byKey(tenant, key.text());
                case NewJob.Input.Uploaded uploaded -> byUpload(tenant, uploaded);
            };
        } catch (MediaFailed failed) {
            return new Answer.Refused(failed.failure());
        }
    }

    /// A key as clients of a tenant know it: without the tenant's prefix.
    public static String shown(TenantId tenant, ObjectKey key) {
        String own = ObjectPrefix.of(tenant).value();
        return key.value().startsWith(own) ? key.value().substring(own.length()) : key.value();
    }

    private Answer byKey(TenantId tenant, String text) throws MediaFailed {
        if (!ObjectKey.wellFormed(text)) {
            return refused(FailureCode.INPUT_NOT_FOUND, "The input key is not the name of an object.");
        }
        String own = ObjectPrefix.of(tenant) + text;
        if (ObjectKey.wellFormed(own) && exists(new ObjectKey(own))) {
            return new Answer.Found(new ObjectKey(own));
        }
        boolean plain = tenant.equals(TenantId.DEFAULT) && !text.startsWith(TENANTS);
        return plain && exists(new ObjectKey(text))
                ? new Answer.Found(new ObjectKey(text))
                : refused(FailureCode.INPUT_NOT_FOUND, "There is no object under the input key " + text + ".");
    }

    private Answer byUpload(TenantId tenant, NewJob.Input.Uploaded wanted) throws MediaFailed {
        UploadId id = wanted.upload();
        Optional<Upload> upload = uploads.find(tenant, id);
        if (upload.isEmpty()) {
            return refused(FailureCode.INPUT_NOT_FOUND, "There is no upload " + id + ".");
        }
        return switch (upload.get().status()) {
            case WAITING -> wanted.early() ? arriving(upload.get()) : incomplete("complete it, then submit the job.");
            case CANCELED, EXPIRED -> new Answer.Refused(UploadsOver.failure(upload.get()));
            case COMPLETED ->
                exists(upload.get().key())
                        ? new Answer.Found(upload.get().key())
                        : refused(FailureCode.INPUT_NOT_FOUND, "The object of the upload was deleted from storage.");
        };
    }

    private static Answer arriving(Upload upload) {
        return upload.early()
                ? new Answer.Found(upload.key(), Optional.of(upload.id()))
                : incomplete("complete it first, or announce it with start_while_uploading.");
    }

    private static Answer incomplete(String next) {
        return refused(FailureCode.UPLOAD_INCOMPLETE, "The upload is not completed; " + next);
    }

    private boolean exists(ObjectKey key) throws MediaFailed {
        return media.size(key).isPresent();
    }

    private static Answer refused(FailureCode code, String sentence) {
        return new Answer.Refused(new Failure(code, sentence));
    }
}
