package dev.millrace.adapter.rest;

import dev.millrace.application.client.ReadKeys;
import dev.millrace.application.client.UseCases;
import dev.millrace.domain.access.ApiKey;
import dev.millrace.domain.access.Scope;
import dev.millrace.domain.failure.FailureCode;
import io.micronaut.core.annotation.AnnotationMetadata;
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
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Asks callers who they are, where the server has a first key, and whether they may do what they ask for.
///
/// The route decides, and not the path: what runs is what was asked about, and a route that says nothing of itself is the
/// operator's.
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
final class Callers {
    private static final String SCHEME = "Bearer ";

    private final Optional<AccessKey> first;
    private final ReadKeys keys;
    private final Sessions sessions;
    private final Crowd crowd;

    /// @param crowd has threads to ask the database on; what can be decided without it is decided at once
    Callers(RestConfig config, UseCases useCases, Sessions sessions, Crowd crowd) {
        this.first = config.key();
        this.keys = useCases.keys().read();
        this.sessions = sessions;
        this.crowd = crowd;
    }

    /// @return the request as it is; nothing would be sent as 503
    /// @throws Refused when the request needs a key, and carries none that will do
    @RequestFilter
    CompletableFuture<HttpRequest<?>> admit(HttpRequest<?> request) {
        Optional<AnnotationMetadata> route =
                RouteAttributes.getRouteInfo(request).map(found -> found.getAnnotationMetadata());
        if (first.isEmpty()) {
            return operator(request);
        }
        if (route.filter(found -> found.hasAnnotation(NeedsNoKey.class)).isPresent()) {
            return CompletableFuture.completedFuture(request);
        }
        List<String> authorizations = request.getHeaders().getAll(HttpHeaders.AUTHORIZATION);
        return authorizations.isEmpty()
                ? bySession(request, route, sessions.of(request).orElseThrow(Callers::required))
                : byKey(request, route, shown(authorizations));
    }

    private CompletableFuture<HttpRequest<?>> byKey(
            HttpRequest<?> request, Optional<AnnotationMetadata> route, String shown) {
        return first.filter(key -> key.is(shown)).isPresent()
                ? operator(request)
                : later(request, route, () -> keys.known(shown).orElseThrow(Callers::unknown));
    }

    /// A browser adds the cookie to whatever a page asks, so a change must come from a page that is known.
    private CompletableFuture<HttpRequest<?>> bySession(
            HttpRequest<?> request, Optional<AnnotationMetadata> route, Sessions.Session session) {
        if (!KnownCallers.HARMLESS.contains(request.getMethod())
                && !request.getHeaders().contains(HttpHeaders.ORIGIN)) {
            throw new Refused(Problem.of(
                    HttpStatus.FORBIDDEN,
                    FailureCode.ORIGIN_REFUSED,
                    "A change that is asked for with a cookie must say which page asks; browsers do, by Origin."));
        }
        return session.key()
                .map(id -> later(request, route, () -> keys.still(id).orElseThrow(Callers::required)))
                .orElseGet(() -> operator(request));
    }

    private static CompletableFuture<HttpRequest<?>> operator(HttpRequest<?> request) {
        Caller.OPERATOR.admittedTo(request);
        return CompletableFuture.completedFuture(request);
    }

    private CompletableFuture<HttpRequest<?>> later(
            HttpRequest<?> request, Optional<AnnotationMetadata> route, Supplier<ApiKey> known) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Caller caller = Caller.by(known.get());
                    // An address that leads nowhere takes any key.
                    route.ifPresent(found -> require(caller, found));
                    caller.admittedTo(request);
                    return request;
                },
                crowd.entrance(route));
    }

    private static String shown(List<String> authorizations) {
        String authorization = authorizations.getFirst();
        if (authorizations.size() > 1 || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw unknown();
        }
        return authorization.substring(SCHEME.length()).strip();
    }

    private static void require(Caller caller, AnnotationMetadata route) {
        Optional<Scope> needed = route.enumValue(Needs.class, Scope.class);
        if (needed.isPresent() && !caller.may(needed.get())) {
            throw missing("This takes a key with the scope " + needed.get().word() + ", which the key has not.");
        }
        if (needed.isEmpty() && !caller.operates()) {
            throw missing("This is for those who run the server: it takes a key of the tenant default with the scope"
                    + " admin.");
        }
    }

    private static Refused required() {
        return new Refused(Problem.of(
                HttpStatus.UNAUTHORIZED,
                FailureCode.KEY_REQUIRED,
                "This server asks for a key; send it as Authorization: Bearer <key>."));
    }

    private static Refused unknown() {
        return new Refused(Problem.of(
                HttpStatus.UNAUTHORIZED,
                FailureCode.KEY_REFUSED,
                "The key is none of this server, or not any more; send one as Authorization: Bearer <key>."));
    }

    private static Refused missing(String sentence) {
        return new Refused(Problem.of(HttpStatus.FORBIDDEN, FailureCode.SCOPE_MISSING, sentence));
    }
}
