package dev.millrace.adapter.rest;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets the pages of configured origins read what they ask for ([CORS](https://fetch.spec.whatwg.org/#http-cors-protocol)).
/// Those of all other origins are told nothing by which a browser would let them.
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class CrossOrigin {
    private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
    private static final String ASKED =
            "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID";
    private static final String TOLD = "ETag, Location, Link, Retry-After, WWW-Authenticate";

    private final RestConfig config;

    CrossOrigin(RestConfig config) {
        this.config = config;
    }

    /// A browser asks first whether a page may ask.
    ///
    /// @return nothing when it is another request
    @RequestFilter
    @Nullable
    HttpResponse<?> preflight(HttpRequest<?> request) {
        boolean asks = request.getMethod() == HttpMethod.OPTIONS
                && request.getHeaders().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
        if (!asks || known(request).isEmpty()) {
            return null;
        }
        MutableHttpResponse<?> yes = HttpResponse.noContent()
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ASKED)
                .header(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
        // An answer that a filter gives itself passes by its own part for answers.
        allow(request, yes);
        return yes;
    }

    /// What is for the pages of any site says so itself.
    @ResponseFilter
    void allow(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (config.origins().isEmpty() || response.getHeaders().contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)) {
            return;
        }
        response.header(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        known(request)
                .ifPresent(origin -> response.header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                        .header(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                        .header(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, TOLD));
    }

    private Optional<String> known(HttpRequest<?> request) {
        return Optional.ofNullable(request.getHeaders().get(HttpHeaders.ORIGIN)).filter(config.origins()::contains);
    }
}
