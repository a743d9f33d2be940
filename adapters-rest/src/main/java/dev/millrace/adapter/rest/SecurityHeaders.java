package dev.millrace.adapter.rest;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/// Tells browsers to take every answer for what it says it is, and to keep none that says nothing of it. The first filter,
/// because the answers of those before it, such as 401, would pass it by.
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SecurityHeaders {
    @ResponseFilter
    void add(MutableHttpResponse<?> response) {
        addTo(response);
    }

    /// The same for answers that no filter sees. What an answer says by itself stays.
    static void addTo(MutableHttpResponse<?> response) {
        usually(response, "X-Content-Type-Options", "nosniff");
        usually(response, "Referrer-Policy", "no-referrer");
        usually(response, HttpHeaders.CACHE_CONTROL, "no-store");
        usually(response, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }

    private static void usually(MutableHttpResponse<?> response, String name, String value) {
        if (!response.getHeaders().contains(name)) {
            response.header(name, value);
        }
    }
}
