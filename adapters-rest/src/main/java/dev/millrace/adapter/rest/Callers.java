package dev.millrace.adapter.rest;

import dev.millrace.domain.failure.FailureCode;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import java.util.List;
import java.util.Optional;

/// Asks callers for the key, where the server has one. Whoever knows it may do everything.
///
/// The route decides, and not the path: what runs is what was asked about, and a route that says nothing of itself takes
/// the key.
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class Callers {
    private static final String SCHEME = "Bearer ";

    private final Optional<AccessKey> key;

    Callers(RestConfig config) {
        this.key = config.key();
    }

    /// @throws Refused when the request needs the key and does not carry it
    @RequestFilter
    void admit(HttpRequest<?> request) {
        if (key.isPresent() && !needsNoKey(request)) {
            admit(key.get(), request.getHeaders().getAll(HttpHeaders.AUTHORIZATION));
        }
    }

    private static void admit(AccessKey key, List<String> authorizations) {
        if (authorizations.isEmpty()) {
            throw new Refused(Problem.of(
                    HttpStatus.UNAUTHORIZED,
                    FailureCode.KEY_REQUIRED,
                    "This server asks for a key; send it as Authorization: Bearer <key>."));
        }
        if (authorizations.size() > 1 || !holds(authorizations.getFirst(), key)) {
            throw new Refused(Problem.of(
                    HttpStatus.UNAUTHORIZED,
                    FailureCode.KEY_REFUSED,
                    "The key is not the one of this server; send that as Authorization: Bearer <key>."));
        }
    }

    private static boolean holds(String authorization, AccessKey key) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && key.is(authorization.substring(SCHEME.length()).strip());
    }

    /// An address that leads nowhere has no route, and needs the key too.
    private static boolean needsNoKey(HttpRequest<?> request) {
        return RouteAttributes.getRouteInfo(request)
                .filter(route -> route.getAnnotationMetadata().hasAnnotation(NeedsNoKey.class))
                .isPresent();
    }
}
