package dev.millrace.adapter.rest;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;
import java.util.regex.Pattern;

/// Writes a line for every request, where that is wanted: who asked for what, and how it was answered.
///
/// Queries are left out, because signatures and tokens are in them, and so are addresses that lead nowhere, because nobody
/// knows what is in those. What is left of an address are the names of things.
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class AccessLog {
    static final String NAME = "dev.millrace.access";

    private static final System.Logger LOG = System.getLogger(NAME);
    private static final String BEGAN = "millrace.accessed";
    private static final int LONGEST = 300;

    /// Keys are often pasted where an id should be.
    private static final Pattern KEY = Pattern.compile("(?i)(mlr|whsec)_[^/]*");

    private final boolean wanted;

    AccessLog(RestConfig config) {
        this.wanted = config.accessLog();
    }

    @RequestFilter
    void begin(HttpRequest<?> request) {
        if (wanted) {
            request.setAttribute(BEGAN, System.nanoTime());
        }
    }

    @ResponseFilter
    void end(HttpRequest<?> request, HttpResponse<?> response) {
        if (wanted) {
            LOG.log(System.Logger.Level.INFO, line(request, response));
        }
    }

    private static String line(HttpRequest<?> request, HttpResponse<?> response) {
        long millis = request.getAttribute(BEGAN, Long.class)
                .map(began -> (System.nanoTime() - began) / 1_000_000)
                .orElse(0L);
        Optional<Caller> caller = Caller.of(request);
        return RequestTimes.method(request) + " " + address(request) + " " + response.code() + " " + millis
                + " ms tenant="
                + caller.map(known -> known.tenant().value()).orElse("-") + " key="
                + caller.flatMap(Caller::key).map(Object::toString).orElse("-");
    }

    private static String address(HttpRequest<?> request) {
        if (BasicHttpAttributes.getUriTemplate(request).isEmpty()) {
            return "-";
        }
        String path = KEY.matcher(request.getPath()).replaceAll("$1_***");
        return path.length() > LONGEST ? path.substring(0, LONGEST) + "…" : path;
    }
}
