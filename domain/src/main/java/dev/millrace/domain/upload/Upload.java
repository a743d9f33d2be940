package dev.millrace.domain.upload;

import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.ObjectPrefix;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.media.ByteSize;
import java.time.Instant;

/// A file that a client announced and sends in parts, straight into storage.
///
/// @param id who it is
/// @param tenant whose it is
/// @param filename as the client named it
/// @param type what the client says it is; nothing relies on it
/// @param key where the object lies once it is completed
/// @param parts how large it is, and how it is cut
/// @param token what the storage calls this upload; opaque
/// @param createdAt when it was announced
/// @param expiresAt until when parts may arrive
/// @param early whether its parts can be read before it is completed, so that a job may start on it
/// @param state where it stands
public record Upload(
        UploadId id,
        TenantId tenant,
        FileName filename,
        MediaType type,
        ObjectKey key,
        UploadParts parts,
        String token,
        Instant createdAt,
        Instant expiresAt,
        boolean early,
        UploadState state) {
    /// Longest token in characters.
    public static final int LONGEST_TOKEN = 1024;

    /// Refuses keys of another upload or tenant, tokens of another shape, and times that run backwards.
    public Upload {
        if (!key.equals(keyOf(tenant, id, filename))) {
            throw new IllegalArgumentException("not the key of this upload: " + key);
        }
        if (token.isEmpty() || token.length() > LONGEST_TOKEN) {
            throw new IllegalArgumentException("not the token of an upload");
        }
        if (!expiresAt.isAfter(createdAt)) {
            throw new IllegalArgumentException("an upload ends after it began");
        }
    }

    /// Where an upload's object lies: `t/<tenant>/uploads/<id>/<safe name>`. The id makes it unique, so the object is
    /// never replaced.
    public static ObjectKey keyOf(TenantId tenant, UploadId id, FileName filename) {
        return ObjectPrefix.of(tenant).key("uploads/" + id + "/" + filename.safe());
    }

    /// Size of the whole.
    public ByteSize size() {
        return parts.whole();
    }

    /// The state's word.
    public UploadStatus status() {
        return state.status();
    }

    /// The same in another state.
    public Upload in(UploadState next) {
        return new Upload(id, tenant, filename, type, key, parts, token, createdAt, expiresAt, early, next);
    }
}
