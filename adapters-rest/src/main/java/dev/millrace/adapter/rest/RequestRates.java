package dev.millrace.adapter.rest;

import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.TenantId;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Refuses what a tenant asks more often than it may.
///
/// It is counted for the tenant and not for the key, because a tenant makes keys itself; in this process alone, because a
/// count of all processes would cost every request a look elsewhere.
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE + 4)
final class RequestRates {
    private static final int TOGETHER = 10;

    private final int perSecond;
    private final Map<TenantId, TokenBucket> buckets = new ConcurrentHashMap<>();

    RequestRates(RestConfig config) {
        this.perSecond = config.limits().perSecond();
    }

    /// @throws Refused when it is too much
    @RequestFilter
    void count(HttpRequest<?> request) {
        boolean tooMany = Caller.of(request)
                .filter(caller -> caller.key().isPresent())
                .map(caller -> buckets.computeIfAbsent(caller.tenant(), _ -> bucket()))
                .filter(bucket -> !bucket.take())
                .isPresent();
        if (tooMany) {
            throw new Refused(Problem.of(new Failure(
                    FailureCode.RATE_LIMITED,
                    "This is more than " + perSecond
                            + " requests a second; ask less often, and this again in a moment.")));
        }
    }

    private TokenBucket bucket() {
        return new TokenBucket(perSecond, (double) perSecond * TOGETHER, System::nanoTime);
    }
}
