package dev.millrace.adapter.rest;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;

/// Metrics for Prometheus.
@Controller("/metrics")
@ExecuteOn(Crowd.REQUESTS)
final class MetricsController {
    private final Metrics metrics;

    MetricsController(Metrics metrics) {
        this.metrics = metrics;
    }

    @Get
    @Produces(MediaType.TEXT_PLAIN)
    HttpResponse<byte[]> metrics() {
        return HttpResponse.ok(metrics.text().getBytes(StandardCharsets.UTF_8))
                .contentType(MediaType.of(PrometheusText.TYPE));
    }
}
