package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.failure.Violation;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.Locale;

/// Why a request was not met, as clients see it (RFC 9457).
///
/// @param status of the response
/// @param failure its code and a sentence for people
/// @param errors all broken rules of the request's body, if that is the reason
record Problem(HttpStatus status, Failure failure, List<Violation> errors) {
    static final MediaType TYPE = MediaType.of("application/problem+json");

    Problem {
        errors = List.copyOf(errors);
    }

    static Problem of(HttpStatus status, FailureCode code, String sentence) {
        return new Problem(status, new Failure(code, sentence), List.of());
    }

    /// With the status that its code always has.
    static Problem of(Failure failure) {
        return new Problem(status(failure.code()), failure, List.of());
    }

    static Problem notFound() {
        return of(HttpStatus.NOT_FOUND, FailureCode.NOT_FOUND, "There is nothing under this address.");
    }

    static Problem noSuchJob() {
        return of(HttpStatus.NOT_FOUND, FailureCode.NOT_FOUND, "There is no job of that id.");
    }

    static Problem noSuchUpload() {
        return of(HttpStatus.NOT_FOUND, FailureCode.NOT_FOUND, "There is no upload of that id.");
    }

    static Problem noSuchWorker() {
        return of(HttpStatus.NOT_FOUND, FailureCode.NOT_FOUND, "There is no worker of that id.");
    }

    static Problem crowded() {
        return of(new Failure(
                FailureCode.OVERLOADED,
                "More is asked of this server than it can answer in time; the same request may work in a moment."));
    }

    static Problem invalid(List<Violation> violations) {
        String sentence = violations.size() == 1
                ? "The request breaks a rule: " + violations.getFirst() + "."
                : "The request breaks " + violations.size() + " rules; each is listed under errors.";
        return new Problem(
                HttpStatus.UNPROCESSABLE_ENTITY, new Failure(FailureCode.REQUEST_INVALID, sentence), violations);
    }

    /// The same, naming the field of the request that is to blame, where there is one.
    static Problem blaming(Failure failure) {
        Problem problem = of(failure);
        return switch (failure.code()) {
            case PROFILE_UNKNOWN -> problem.at(JobRequest.PROFILE);
            case INPUT_NOT_FOUND -> problem.at(JobRequest.INPUT_KEY);
            default -> problem;
        };
    }

    private Problem at(String pointer) {
        return new Problem(status, failure, List.of(new Violation(pointer, failure.sentence())));
    }

    MutableHttpResponse<byte[]> response() {
        MutableHttpResponse<byte[]> response =
                HttpResponse.<byte[]>status(status).body(Json.bytes(document())).contentType(TYPE);
        if (status == HttpStatus.SERVICE_UNAVAILABLE || status == HttpStatus.TOO_MANY_REQUESTS) {
            response.header(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfter()));
        }
        if (status == HttpStatus.UNAUTHORIZED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, challenge());
        }
        return response;
    }

    /// In seconds: when it is worth while to ask again.
    private int retryAfter() {
        return switch (failure.code()) {
            case RATE_LIMITED -> 1;
            case QUEUE_FULL -> 30;
            default -> 2;
        };
    }

    /// RFC 6750, 3: without a key no error is named.
    private String challenge() {
        return "Bearer realm=\"millrace\""
                + (failure.code() == FailureCode.KEY_REFUSED ? ", error=\"invalid_token\"" : "");
    }

    private ObjectNode document() {
        String word = failure.code().word();
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("type", "/errors#" + word)
                .put("title", title(word))
                .put("status", status.getCode())
                .put("detail", failure.sentence())
                .put("code", word);
        if (!errors.isEmpty()) {
            ArrayNode list = node.putArray("errors");
            errors.forEach(
                    error -> list.addObject().put("pointer", error.pointer()).put("detail", error.detail()));
        }
        return node;
    }

    private static String title(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1).replace('_', ' ');
    }

    /// What a failure of a use case means over HTTP. Those that never reach a client as the answer to a request are
    /// faults if they do.
    static HttpStatus status(FailureCode code) {
        return switch (code) {
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case METHOD_NOT_ALLOWED -> HttpStatus.METHOD_NOT_ALLOWED;
            case NOT_ACCEPTABLE -> HttpStatus.NOT_ACCEPTABLE;
            case MEDIA_TYPE_UNSUPPORTED -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case REQUEST_MALFORMED, PART_TOO_SMALL -> HttpStatus.BAD_REQUEST;
            case KEY_REQUIRED, KEY_REFUSED -> HttpStatus.UNAUTHORIZED;
            case HOST_REFUSED,
                    ORIGIN_REFUSED,
                    SCOPE_MISSING,
                    LINK_REFUSED,
                    LINK_EXPIRED,
                    PLAY_LINK_INVALID,
                    PLAY_LINK_EXPIRED -> HttpStatus.FORBIDDEN;
            case NOTHING_TO_PLAY -> HttpStatus.GONE;
            case REQUEST_TOO_LARGE, PART_TOO_LARGE -> HttpStatus.REQUEST_ENTITY_TOO_LARGE;
            case STATE_CONFLICT, KEYS_UNUSED, LIMIT_REACHED, PROFILE_BUILT_IN, UPLOAD_INCOMPLETE, UPLOAD_OVER ->
                HttpStatus.CONFLICT;
            case VERSION_CONFLICT -> HttpStatus.PRECONDITION_FAILED;
            case REQUEST_INVALID,
                    PROFILE_UNKNOWN,
                    PROFILE_INVALID,
                    IDEMPOTENCY_KEY_REUSED,
                    INPUT_NOT_FOUND,
                    NOTHING_TO_MAKE,
                    SOURCE_EMPTY,
                    SOURCE_NOT_MEDIA,
                    SOURCE_FORMAT_REFUSED,
                    SOURCE_TRUNCATED,
                    SOURCE_DAMAGED,
                    SOURCE_NO_STREAMS,
                    SOURCE_ENCRYPTED,
                    SOURCE_CODEC_UNKNOWN,
                    SOURCE_TOO_LARGE,
                    SOURCE_CHANGED,
                    UPLOAD_CANCELED,
                    UPLOAD_EXPIRED,
                    SOURCE_CLOCK_JUMPS,
                    SOURCE_UNDECODABLE -> HttpStatus.UNPROCESSABLE_ENTITY;
            case RATE_LIMITED, QUEUE_FULL -> HttpStatus.TOO_MANY_REQUESTS;
            case DISK_FULL -> HttpStatus.INSUFFICIENT_STORAGE;
            case NOT_PLAYABLE_YET,
                    OVERLOADED,
                    DATABASE_UNAVAILABLE,
                    STORAGE_UNAVAILABLE,
                    FFMPEG_UNUSABLE,
                    OUT_OF_MEMORY,
                    ENCODER_STALLED,
                    TIME_LIMIT -> HttpStatus.SERVICE_UNAVAILABLE;
            case DATABASE_UNUSABLE,
                    DATA_FOLDER_UNUSABLE,
                    DATA_FOLDER_IN_USE,
                    ADDRESS_UNUSABLE,
                    ENCODER_FAILED,
                    OUTPUT_CHECK_FAILED,
                    TASK_KEPT_DYING,
                    INTERNAL_ERROR -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }
}
