package dev.millrace.adapter.rest;

import dev.millrace.domain.failure.FailureCode;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.List;
import java.util.Set;

/// Refuses what pages of other sites have a browser ask.
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class KnownCallers {
    /// They change nothing, and a page of another site can't read what they answer.
    static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final KnownNames names;
    private final Set<String> allowed;

    KnownCallers(RestConfig config) {
        this.names = new KnownNames(config);
        this.allowed = config.origins();
    }

    /// @throws Refused when the request comes under a foreign name, or would change something for a foreign page
    @RequestFilter
    void look(HttpRequest<?> request) {
        List<String> hosts = request.getHeaders().getAll(HttpHeaders.HOST);
        if (hosts.size() != 1 || !names.names(hosts.getFirst())) {
            throw new Refused(Problem.of(
                    HttpStatus.FORBIDDEN,
                    FailureCode.HOST_REFUSED,
                    "This server does not go by the name that the request was sent to; ask localhost, or the public"
                            + " address that the server was told it has."));
        }
        List<String> origins = request.getHeaders().getAll(HttpHeaders.ORIGIN);
        if (!HARMLESS.contains(request.getMethod())
                && !origins.stream()
                        .allMatch(origin -> allowed.contains(origin) || names.own(origin, hosts.getFirst()))) {
            throw new Refused(
                    Problem.of(
                            HttpStatus.FORBIDDEN,
                            FailureCode.ORIGIN_REFUSED,
                            "A page of another site asked to change something here, and only pages of this server and of configured origins may."));
        }
    }
}
