package dev.millrace.adapter.s3;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What the server's errors mean. The sentences name keys and the server's own error codes, never addresses or
/// permissions.
final class Trouble {
    /// What servers say when their disk is full: MinIO, Ceph, and by HTTP (RFC 4918, 11.5).
    private static final Set<String> FULL = Set.of("XMinioStorageFull", "QuotaExceeded", "InsufficientStorage");

    private static final int INSUFFICIENT_STORAGE = 507;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private Trouble() {}

    static MediaFailed notFound(ObjectKey key) {
        return new MediaFailed(
                new Failure(FailureCode.INPUT_NOT_FOUND, "There is no object " + key + " in the bucket."));
    }

    static MediaFailed changed(ObjectKey key) {
        return new MediaFailed(new Failure(
                FailureCode.SOURCE_CHANGED, "The object " + key + " was replaced in the bucket while it was read."));
    }

    static MediaFailed of(SdkException cause) {
        return switch (cause) {
            case S3Exception answered -> new MediaFailed(failure(answered), answered);
            case AbortedException interrupted -> {
                Thread.currentThread().interrupt();
                yield unavailable("The call to storage was interrupted.", interrupted);
            }
            default -> unavailable("Storage does not answer.", cause);
        };
    }

    static MediaFailed unavailable(String sentence, Throwable cause) {
        return new MediaFailed(new Failure(FailureCode.STORAGE_UNAVAILABLE, sentence), cause);
    }

    /// What a call answers; empty when it asks for something that is not there.
    static <T> Optional<T> present(Supplier<T> call) throws MediaFailed {
        try {
            return Optional.of(call.get());
        } catch (S3Exception answered) {
            if (absent(answered)) {
                return Optional.empty();
            }
            throw of(answered);
        } catch (SdkException silent) {
            throw of(silent);
        }
    }

    static boolean absent(S3Exception answered) {
        return answered.statusCode() == NOT_FOUND && !code(answered).equals("NoSuchBucket");
    }

    /// The word of S3's own list of error codes; the status where the server sent none, as with `HEAD`.
    static String code(S3Exception answered) {
        var details = answered.awsErrorDetails();
        return details == null || details.errorCode() == null
                ? Integer.toString(answered.statusCode())
                : details.errorCode();
    }

    private static Failure failure(S3Exception answered) {
        String code = code(answered);
        if (answered.statusCode() == INSUFFICIENT_STORAGE || FULL.contains(code)) {
            return new Failure(FailureCode.DISK_FULL, "Storage is full (" + code + "); make room in it.");
        }
        String sentence = switch (answered.statusCode()) {
            case FORBIDDEN -> "Storage refuses the keys it was given, or what was asked with them";
            case NOT_FOUND -> "The bucket does not exist";
            default -> "Storage answered with an error";
        };
        return new Failure(FailureCode.STORAGE_UNAVAILABLE, sentence + " (" + code + ").");
    }
}
