package dev.millrace.adapter.rest;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.nio.charset.StandardCharsets;

/// Metrics for Prometheus.
@Controller("/metrics")
final class MetricsController {
    private static final String TYPE = "text/plain;version=0.0.4;charset=utf-8";

    private final Metrics metrics;

    MetricsController(Metrics metrics) {
        this.metrics = metrics;
    }

    @Get
    @Produces(MediaType.TEXT_PLAIN)
    HttpResponse<byte[]> metrics() {
        return HttpResponse.ok(metrics.text().getBytes(StandardCharsets.UTF_8)).contentType(MediaType.of(TYPE));
    }
}
