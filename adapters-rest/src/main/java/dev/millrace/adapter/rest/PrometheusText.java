package dev.millrace.adapter.rest;

import dev.millrace.application.measure.Distribution;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes metrics in the text format of Prometheus, version 0.0.4.
///
/// By hand, because the client library takes a name that ends in `_created` for one of its own and cuts it off.
final class PrometheusText {
    static final String TYPE = "text/plain;version=0.0.4;charset=utf-8";

    private final StringBuilder text = new StringBuilder();

    /// One value with its labels.
    record Sample(Map<String, String> labels, double value) {}

    /// One distribution with its labels.
    record Spread(Map<String, String> labels, Distribution.Reading values) {}

    PrometheusText counter(String name, String help, Sample... samples) {
        return counter(name, help, Arrays.asList(samples));
    }

    PrometheusText counter(String name, String help, Collection<Sample> samples) {
        return values(name, help, "counter", samples);
    }

    PrometheusText gauge(String name, String help, Sample... samples) {
        return gauge(name, help, Arrays.asList(samples));
    }

    PrometheusText gauge(String name, String help, Collection<Sample> samples) {
        return values(name, help, "gauge", samples);
    }

    private PrometheusText values(String name, String help, String kind, Collection<Sample> samples) {
        head(name, help, kind);
        samples.forEach(sample -> line(name, sample.labels(), sample.value()));
        return this;
    }

    PrometheusText histogram(String name, String help, Collection<Spread> spreads) {
        head(name, help, "histogram");
        for (Spread spread : spreads) {
            for (Distribution.UpTo upTo : spread.values().upTo()) {
                bucket(name, spread, number(upTo.bound()), (double) upTo.count());
            }
            bucket(name, spread, "+Inf", (double) spread.values().count());
            line(name + "_sum", spread.labels(), spread.values().sum());
            line(name + "_count", spread.labels(), (double) spread.values().count());
        }
        return this;
    }

    String text() {
        return text.toString();
    }

    private void head(String name, String help, String type) {
        text.append("# HELP ")
                .append(name)
                .append(' ')
                .append(help.replace("\\", "\\\\").replace("\n", "\\n"));
        text.append("\n# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void bucket(String name, Spread spread, String bound, double count) {
        Map<String, String> labels = new LinkedHashMap<>(spread.labels());
        labels.put("le", bound);
        line(name + "_bucket", labels, count);
    }

    private void line(String name, Map<String, String> labels, double value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(inside(labels)).append('}');
        }
        text.append(' ').append(number(value)).append('\n');
    }

    private static String inside(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
                .collect(Collectors.joining(","));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /// Whole numbers without a fraction, as people write them.
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
