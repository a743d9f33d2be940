package dev.millrace.adapter.rest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;

/// What this server counts of itself.
@Singleton
final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Counter created = Counter.builder("millrace_jobs_created")
            .description("Jobs that this server accepted; a repeated request counts once.")
            .register(registry);

    Metrics(EventStreams streams) {
        Gauge.builder("millrace_event_streams", streams, EventStreams::open)
                .description("Clients of events that are here now.")
                .register(registry);
    }

    void jobCreated() {
        created.increment();
    }

    /// @param route the template, never the path: paths have no end
    void answered(String method, String route, int status, Duration took) {
        Timer.builder("http_server_requests")
                .description("Requests, until the answer began.")
                .tag("method", method)
                .tag("uri", route)
                .tag("status", Integer.toString(status))
                .register(registry)
                .record(took);
    }

    /// The Prometheus text format.
    String text() {
        return registry.scrape();
    }

    @PreDestroy
    void close() {
        registry.close();
    }
}
