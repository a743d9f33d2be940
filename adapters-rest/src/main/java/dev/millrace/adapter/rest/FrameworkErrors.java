package dev.millrace.adapter.rest;

import dev.millrace.domain.failure.FailureCode;
import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/// Gives the body to errors that the server finds before any handler is asked.
@Primary
@Singleton
final class FrameworkErrors implements ErrorResponseProcessor<byte[]> {
    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        MutableHttpResponse<byte[]> problem = problem(response.status()).response();
        // Such as Allow of a 405.
        response.getHeaders().forEach((name, values) -> values.forEach(value -> problem.header(name, value)));
        SecurityHeaders.addTo(problem);
        return problem.contentType(Problem.TYPE);
    }

    private static Problem problem(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> Problem.notFound();
            case METHOD_NOT_ALLOWED ->
                Problem.of(
                        status,
                        FailureCode.METHOD_NOT_ALLOWED,
                        "This address does not take that method; Allow lists those it takes.");
            case NOT_ACCEPTABLE ->
                Problem.of(status, FailureCode.NOT_ACCEPTABLE, "This address has nothing of the types in Accept.");
            case UNSUPPORTED_MEDIA_TYPE ->
                Problem.of(
                        status,
                        FailureCode.MEDIA_TYPE_UNSUPPORTED,
                        "The body has a type that is not taken here; send application/json.");
            // The server answers so whichever of the three it was.
            case REQUEST_ENTITY_TOO_LARGE ->
                Problem.of(
                        status,
                        FailureCode.REQUEST_TOO_LARGE,
                        "The body is larger than " + RestApi.LARGEST_BODY + " bytes, the headers together than "
                                + RestApi.LARGEST_HEADERS + ", or the line with the address than "
                                + RestApi.LARGEST_LINE + ".");
            default ->
                status.getCode() < 500
                        ? Problem.of(status, FailureCode.REQUEST_MALFORMED, "The request can't be read as it stands.")
                        : Problem.of(status, FailureCode.INTERNAL_ERROR, "Millrace failed by a fault of its own.");
        };
    }
}
