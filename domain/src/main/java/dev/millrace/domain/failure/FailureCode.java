package dev.millrace.domain.failure;

import static dev.millrace.domain.failure.FailureKind.INTERNAL;
import static dev.millrace.domain.failure.FailureKind.REQUEST;
import static dev.millrace.domain.failure.FailureKind.RESOURCE;
import static dev.millrace.domain.failure.FailureKind.SOURCE;
import static dev.millrace.domain.failure.FailureKind.TRANSIENT;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A stable name of one way to fail. Codes are part of the public contract: they are added, never renamed.
public enum FailureCode {
    /// The request can't be read: its body is not JSON, or a header or parameter has a wrong form.
    REQUEST_MALFORMED(REQUEST),
    /// The request can be read and breaks one or more rules; every violation is reported.
    REQUEST_INVALID(REQUEST),
    /// The body, the address or the headers of the request are larger than is accepted.
    REQUEST_TOO_LARGE(REQUEST),
    /// The request was sent to a name that is not this server's.
    HOST_REFUSED(REQUEST),
    /// A page of another site asked for a change.
    ORIGIN_REFUSED(REQUEST),
    /// The server asks for a key, and the request has none.
    KEY_REQUIRED(REQUEST),
    /// The key of the request is not one of this server's.
    KEY_REFUSED(REQUEST),
    /// The key of the request is good, but not for this.
    SCOPE_MISSING(REQUEST),
    /// The server asks nobody for a key, so keys would protect nothing.
    KEYS_UNUSED(REQUEST),
    /// There are as many of these as a tenant may have.
    LIMIT_REACHED(REQUEST),
    /// There is nothing under the address, or nothing that belongs to the caller.
    NOT_FOUND(REQUEST),
    /// The address does not take the method of the request.
    METHOD_NOT_ALLOWED(REQUEST),
    /// The address has no answer of a type that the request accepts.
    NOT_ACCEPTABLE(REQUEST),
    /// The body of the request has a type that is not taken.
    MEDIA_TYPE_UNSUPPORTED(REQUEST),
    /// The state of the job does not allow what was asked for.
    STATE_CONFLICT(REQUEST),
    /// No profile of that name exists.
    PROFILE_UNKNOWN(REQUEST),
    /// A profile breaks one or more rules; every violation is reported.
    PROFILE_INVALID(REQUEST),
    /// The profile is a built-in one, which can't be changed or removed.
    PROFILE_BUILT_IN(REQUEST),
    /// What the request would change is not in the state that the caller has seen.
    VERSION_CONFLICT(REQUEST),
    /// The idempotency key was used before, for another request.
    IDEMPOTENCY_KEY_REUSED(REQUEST),
    /// There is no object under the input key.
    INPUT_NOT_FOUND(REQUEST),
    /// Parts of the upload are missing, or have another size than they should.
    UPLOAD_INCOMPLETE(REQUEST),
    /// The upload was completed, canceled or has expired, so it can't be changed any more.
    UPLOAD_OVER(REQUEST),
    /// The part has fewer bytes than its link says.
    PART_TOO_SMALL(REQUEST),
    /// The part has more bytes than its link says.
    PART_TOO_LARGE(REQUEST),
    /// The link was not made by this server for this request, or it was changed.
    LINK_REFUSED(REQUEST),
    /// The link was good, and its time has run out.
    LINK_EXPIRED(REQUEST),
    /// Nothing the profile asks for can be made from this source.
    NOTHING_TO_MAKE(REQUEST),
    /// The link for playing is damaged, or belongs to another job.
    PLAY_LINK_INVALID(REQUEST),
    /// The link for playing has run out.
    PLAY_LINK_EXPIRED(REQUEST),
    /// The job ended before anything of it could be played.
    NOTHING_TO_PLAY(REQUEST),

    /// The file has no bytes.
    SOURCE_EMPTY(SOURCE),
    /// The bytes are not a media file at all: text, an archive, a web page.
    SOURCE_NOT_MEDIA(SOURCE),
    /// A media format that is not accepted as an upload, such as a playlist that names other files.
    SOURCE_FORMAT_REFUSED(SOURCE),
    /// The file ends before the part that describes it, for example an MP4 without its index.
    SOURCE_TRUNCATED(SOURCE),
    /// The file's structure is damaged beyond reading.
    SOURCE_DAMAGED(SOURCE),
    /// The file holds neither picture nor sound.
    SOURCE_NO_STREAMS(SOURCE),
    /// The picture or sound is encrypted.
    SOURCE_ENCRYPTED(SOURCE),
    /// The codec of the picture or the sound is unknown or has no decoder.
    SOURCE_CODEC_UNKNOWN(SOURCE),
    /// Picture size, number of streams or duration is beyond what is accepted.
    SOURCE_TOO_LARGE(SOURCE),
    /// The source was replaced by another file while the job read it.
    SOURCE_CHANGED(SOURCE),
    /// The upload of the source was canceled while the job waited for it.
    UPLOAD_CANCELED(SOURCE),
    /// The upload of the source was not completed in time while the job waited for it.
    UPLOAD_EXPIRED(SOURCE),
    /// The clock of the stream jumps, so its frames can't be placed in time.
    SOURCE_CLOCK_JUMPS(SOURCE),
    /// The file promises frames that can't be decoded from it.
    SOURCE_UNDECODABLE(SOURCE),

    /// No ffmpeg that can do the work was found.
    FFMPEG_UNUSABLE(RESOURCE),
    /// The disk is full.
    DISK_FULL(RESOURCE),
    /// The server's own database can't be made or started.
    DATABASE_UNUSABLE(RESOURCE),
    /// The server's data folder can't be used.
    DATA_FOLDER_UNUSABLE(RESOURCE),
    /// Another server uses the data folder.
    DATA_FOLDER_IN_USE(RESOURCE),
    /// The server can't listen where it was told to.
    ADDRESS_UNUSABLE(RESOURCE),
    /// The machine ran out of memory while encoding.
    OUT_OF_MEMORY(RESOURCE),

    /// The tenant asks more often than it may.
    RATE_LIMITED(TRANSIENT),
    /// The tenant has as many queued jobs as it may.
    QUEUE_FULL(TRANSIENT),
    /// More is asked of the server than it can answer in time.
    OVERLOADED(TRANSIENT),
    /// The database did not answer.
    DATABASE_UNAVAILABLE(TRANSIENT),
    /// Storage did not answer, or answered with a temporary error.
    STORAGE_UNAVAILABLE(TRANSIENT),
    /// Nothing of the job can be played yet.
    NOT_PLAYABLE_YET(TRANSIENT),
    /// The encoder made no progress for too long and was stopped.
    ENCODER_STALLED(TRANSIENT),
    /// The attempt took longer than allowed and was stopped.
    TIME_LIMIT(TRANSIENT),

    /// The encoder ended with an error that does not blame the source.
    ENCODER_FAILED(INTERNAL),
    /// What was encoded did not pass its check and was thrown away.
    OUTPUT_CHECK_FAILED(INTERNAL),
    /// The task was lost with its worker too often; running it again would take down the next worker.
    TASK_KEPT_DYING(INTERNAL, false),
    /// A fault of Millrace itself.
    INTERNAL_ERROR(INTERNAL);

    private final FailureKind kind;
    private final boolean retryable;

    FailureCode(FailureKind kind) {
        this(kind, kind.retryable());
    }

    FailureCode(FailureKind kind, boolean retryable) {
        this.kind = kind;
        this.retryable = retryable;
    }

    /// Who has to act.
    public FailureKind kind() {
        return kind;
    }

    /// Whether another attempt at the same work can end differently: as the kind says, but for a few.
    public boolean retryable() {
        return retryable;
    }

    /// The code as clients see it, in lower case with underscores, such as `source_no_streams`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The code of that word; empty for a word of a newer version.
    public static Optional<FailureCode> ofWord(String word) {
        return Arrays.stream(values()).filter(code -> code.word().equals(word)).findFirst();
    }
}
