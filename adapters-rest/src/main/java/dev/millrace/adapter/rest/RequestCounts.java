package dev.millrace.adapter.rest;

import dev.millrace.adapter.rest.PrometheusText.Spread;
import dev.millrace.application.measure.Distribution;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How long requests took, by what they asked for and how they were answered.
@Singleton
final class RequestCounts {
    private static final double[] SECONDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};

    private final Map<Kind, Distribution> times = new ConcurrentHashMap<>();

    private record Kind(String method, String route, int status) {}

    /// @param route the template, never the path: paths have no end
    void answered(String method, String route, int status, Duration took) {
        times.computeIfAbsent(new Kind(method, route, status), _ -> new Distribution(SECONDS))
                .record(took.toNanos() / 1e9);
    }

    Collection<Spread> read() {
        return times.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Kind::route)
                        .thenComparing(Kind::method)
                        .thenComparingInt(Kind::status)))
                .map(entry ->
                        new Spread(labels(entry.getKey()), entry.getValue().read()))
                .toList();
    }

    private static Map<String, String> labels(Kind kind) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("method", kind.method());
        labels.put("uri", kind.route());
        labels.put("status", Integer.toString(kind.status()));
        return labels;
    }
}
