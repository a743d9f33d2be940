package dev.millrace.adapter.rest;

import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.time.Duration;

/// Measures every request.
@ServerFilter("/**")
final class RequestTimes {
    private static final String BEGAN = "millrace.began";

    private final RequestCounts counts;

    RequestTimes(RequestCounts counts) {
        this.counts = counts;
    }

    @RequestFilter
    void begin(HttpRequest<?> request) {
        request.setAttribute(BEGAN, System.nanoTime());
    }

    @ResponseFilter
    void end(HttpRequest<?> request, HttpResponse<?> response) {
        Duration took = request.getAttribute(BEGAN, Long.class)
                .map(began -> Duration.ofNanos(System.nanoTime() - began))
                .orElse(Duration.ZERO);
        String route = BasicHttpAttributes.getUriTemplate(request).orElse("none");
        counts.answered(method(request), route, response.code(), took);
    }

    /// Clients may invent methods; a label must not grow with them.
    static String method(HttpRequest<?> request) {
        return switch (request.getMethod()) {
            case GET, HEAD, POST, PUT, DELETE, OPTIONS, PATCH ->
                request.getMethod().name();
            case TRACE, CONNECT, CUSTOM -> "OTHER";
        };
    }
}
