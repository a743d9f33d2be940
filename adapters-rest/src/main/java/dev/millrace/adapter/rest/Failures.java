package dev.millrace.adapter.rest;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.failure.FailureKind;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.util.UUID;

/// What is answered when a handler throws.
final class Failures {
    private static final System.Logger LOG = System.getLogger(Failures.class.getName());

    private Failures() {}

    /// A request was refused on purpose.
    @Singleton
    static final class OnRefused implements ExceptionHandler<Refused, HttpResponse<byte[]>> {
        @Override
        public HttpResponse<byte[]> handle(@SuppressWarnings("rawtypes") HttpRequest request, Refused refused) {
            return refused.problem().response();
        }
    }

    /// Media or storage failed in an expected way.
    @Singleton
    static final class OnMediaFailed implements ExceptionHandler<MediaFailed, HttpResponse<byte[]>> {
        @Override
        public HttpResponse<byte[]> handle(@SuppressWarnings("rawtypes") HttpRequest request, MediaFailed failed) {
            return failed.failure().code().kind() == FailureKind.INTERNAL
                    ? fault(request, failed)
                    : Problem.of(failed.failure()).response();
        }
    }

    /// The store of jobs is away.
    @Singleton
    static final class OnPersistenceUnavailable
            implements ExceptionHandler<PersistenceUnavailable, HttpResponse<byte[]>> {
        @Override
        public HttpResponse<byte[]> handle(
                @SuppressWarnings("rawtypes") HttpRequest request, PersistenceUnavailable away) {
            LOG.log(System.Logger.Level.WARNING, "{0} was not answered: {1}", request.getPath(), away.getMessage());
            return Problem.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            FailureCode.DATABASE_UNAVAILABLE,
                            "The database does not answer; the same request may work in a moment.")
                    .response();
        }
    }

    /// Anything else is a fault. The client learns a number, under which the log has the rest.
    @Singleton
    static final class OnFault implements ExceptionHandler<Throwable, HttpResponse<byte[]>> {
        @Override
        public HttpResponse<byte[]> handle(@SuppressWarnings("rawtypes") HttpRequest request, Throwable fault) {
            return fault(request, fault);
        }
    }

    private static HttpResponse<byte[]> fault(HttpRequest<?> request, Throwable fault) {
        String id = UUID.randomUUID().toString();
        LOG.log(
                System.Logger.Level.ERROR,
                () -> "Fault " + id + " at " + request.getMethod() + " " + request.getPath(),
                fault);
        return Problem.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        FailureCode.INTERNAL_ERROR,
                        "Millrace failed by a fault of its own; its log tells more under " + id + ".")
                .response();
    }
}
