package dev.millrace.standalone.files;

import dev.millrace.adapter.local.SignedFiles;
import dev.millrace.adapter.local.SignedFiles.Answer;
import dev.millrace.adapter.rest.NeedsNoKey;
import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Head;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The desk of [SignedFiles] over HTTP. A link is the whole permission: no key, no cookie and no session is looked at.
@NeedsNoKey
@Controller(FilesController.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
final class FilesController {
    /// Where links point below the server's address.
    static final String PATH = "/files";

    private final SignedFiles files;

    FilesController(SignedFiles files) {
        this.files = files;
    }

    /// Sends an object, whole or a range of it.
    @Get(value = "/{+rest}", headRoute = false)
    HttpResponse<?> read(HttpRequest<?> request) throws MediaFailed {
        Answer.Download file = download(request);
        Conditions conditions = new Conditions(request.getHeaders(), file);
        if (conditions.notModified()) {
            return described(HttpResponse.notModified(), file);
        }
        long size = file.size().bytes();
        return switch (conditions.range()) {
            case RequestedRange.Whole _ -> described(HttpResponse.ok(body(file, 0, size)), file);
            case RequestedRange.Part part ->
                described(
                                HttpResponse.status(HttpStatus.PARTIAL_CONTENT)
                                        .body(body(file, part.from(), part.length())),
                                file)
                        .header(HttpHeaders.CONTENT_RANGE, part.of(size));
            case RequestedRange.Unsatisfiable _ ->
                described(HttpResponse.status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE), file)
                        .header(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
        };
    }

    /// Says what [#read] would send, without sending it.
    @Head("/{+rest}")
    HttpResponse<?> describe(HttpRequest<?> request) throws MediaFailed {
        Answer.Download file = download(request);
        return described(HttpResponse.ok(), file).contentLength(file.size().bytes());
    }

    /// Takes a part of an upload. Its body is never in memory as a whole.
    @Put("/{+rest}")
    @Consumes(MediaType.ALL)
    HttpResponse<?> send(ServerHttpRequest<?> request) throws MediaFailed, IOException {
        Answer.Part part = switch (answer(request)) {
            case Answer.Part taken -> taken;
            case Answer.Refused refused -> throw new MediaFailed(refused.failure());
            case Answer.Download _ -> throw new IllegalStateException("a file is not sent to one who sends");
        };
        refuseOtherSizes(request.getContentLength(), part.size().bytes());
        // Not as a parameter: for that Micronaut would look among its readers of JSON, which a server may lack.
        try (InputStream body = request.byteBody().toInputStream()) {
            Optional<Failure> failure = part.taker().take(body);
            if (failure.isPresent()) {
                throw new MediaFailed(failure.get());
            }
        }
        return HttpResponse.ok();
    }

    /// Before the first byte is read.
    ///
    /// @param announced the `Content-Length`; -1 when there is none
    private static void refuseOtherSizes(long announced, long expected) throws MediaFailed {
        if (announced >= 0 && announced != expected) {
            throw new MediaFailed(new Failure(
                    announced > expected ? FailureCode.PART_TOO_LARGE : FailureCode.PART_TOO_SMALL,
                    "This link takes " + expected + " bytes, not " + announced
                            + "; send exactly that part of the file."));
        }
    }

    private Answer.Download download(HttpRequest<?> request) throws MediaFailed {
        return switch (answer(request)) {
            case Answer.Download download -> download;
            case Answer.Refused refused -> throw new MediaFailed(asked(refused.failure()));
            case Answer.Part _ -> throw new IllegalStateException("nothing is taken from one who reads");
        };
    }

    /// To a job a missing object is a wrong request; to one who asks for the object itself it is nothing found.
    private static Failure asked(Failure failure) {
        return failure.code() == FailureCode.INPUT_NOT_FOUND
                ? new Failure(FailureCode.NOT_FOUND, failure.sentence())
                : failure;
    }

    private Answer answer(HttpRequest<?> request) {
        String path = request.getUri().getRawPath().substring(PATH.length());
        return files.answer(request.getMethodName(), path, request.getUri().getRawQuery());
    }

    private static StreamedFile body(Answer.Download file, long from, long length) throws MediaFailed {
        return new StreamedFile(
                file.read(new ByteRange(from, length)),
                MediaType.of(file.type().value()),
                file.modified().toEpochMilli(),
                length);
    }

    private static <T> MutableHttpResponse<T> described(MutableHttpResponse<T> response, Answer.Download file) {
        return response.contentType(file.type().value())
                .header(HttpHeaders.ETAG, file.etag())
                .header(HttpHeaders.LAST_MODIFIED, HttpDate.of(file.modified()))
                .header(HttpHeaders.ACCEPT_RANGES, "bytes")
                // A link is a permission with an end, so caches that many share must not outlive it.
                .header(
                        HttpHeaders.CACHE_CONTROL,
                        file.immutable() ? "private, max-age=31536000, immutable" : "private, no-cache")
                .header("X-Content-Type-Options", "nosniff")
                // The permission lies in the link, so a page of another origin that has it may use it; it sends none of
                // its own.
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .header(
                        HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
                        "Accept-Ranges, Content-Length, Content-Range, ETag, Last-Modified");
    }
}
