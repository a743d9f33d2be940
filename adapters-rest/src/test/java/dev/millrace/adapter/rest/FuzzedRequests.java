package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.adapter.rest.Contract.Asked;
import dev.millrace.adapter.rest.Contract.Described;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;

/// Requests made of the description of the API: such as it wants them, such with something wrong, and hostile ones. The
/// same seed makes the same requests, as long as the ids are the same.
final class FuzzedRequests {
    private static final List<String> ODD_PATHS = List.of(
            "%00",
            "..%2f..%2fetc%2fpasswd",
            "%2e%2e/%2e%2e/",
            "..;/",
            "%c0%ae%c0%ae/",
            "%ff%fe",
            "%",
            "%zz",
            "%u0041",
            "{id}",
            "*",
            "\\..\\..",
            "//",
            ";jsessionid=1",
            "a%0d%0aX-Injected:%201",
            "\u00fc\u00df",
            "%F0%9F%8E%9E",
            "x".repeat(6_000),
            "'",
            "?",
            "#",
            "%3f%23",
            "~",
            "0190a000-0000-7000-8000-000000000000%00",
            "00000000-0000-0000-0000-000000000000");

    private static final List<String> ODD_METHODS =
            List.of("BREW", "TRACE", "PROPFIND", "get", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "G\u00cbT");

    private static final List<String> ODD_HEADERS = List.of(
            "Accept: */*;q=abc",
            "Accept: ,,;;",
            "Accept: image/png",
            "Accept-Encoding: gzip;q=x, *;q=0",
            "Content-Type: application/json; charset=utf-7",
            "Content-Type: application/json; charset=nonsense",
            "Content-Type: ;;;",
            "Content-Type: multipart/form-data",
            "Authorization: Bearer \u00ff\u00fe",
            "Authorization: Bearer mlr_00000000000000000000000000000000_0000000000000000000000000000000000000000",
            "Cookie: millrace_session=first.99999999999.x; millrace_session=",
            "Cookie: =;;=\u00ff",
            "Last-Event-ID: 99999999999999999999999999",
            "Last-Event-ID: -1",
            "Last-Event-ID: 999999999999999",
            "Origin: null",
            "Origin: http://[::1",
            "Idempotency-Key: " + "k".repeat(300),
            "Idempotency-Key: \u00e9\u00e9",
            "Idempotency-Key: same",
            "Range: bytes=0-0,-1,x",
            "Expect: nothing",
            "X-Forwarded-For: ' or 1=1",
            "X-HTTP-Method-Override: DELETE",
            "Access-Control-Request-Method: DELETE",
            "Host: evil.example",
            "X-Long: " + "x".repeat(20_000),
            "If-None-Match: \"x\"",
            "X: " + "\u00ff".repeat(200));

    private final Random random;
    private final List<Described> operations;
    private final FuzzedValues values;
    private final String key;

    /// @param key by which most requests are known
    FuzzedRequests(Random random, Contract contract, List<String> ids, String key) {
        this.random = random;
        this.operations = contract.operations();
        this.values = new FuzzedValues(random, contract.document(), ids);
        this.key = key;
    }

    /// One request.
    ///
    /// @param asked as it was meant
    /// @param tame whether its form is that of a request, so that it can be held against the description
    /// @param head as it is sent, in ISO 8859-1
    record Fuzzed(Asked asked, boolean tame, String head) {
        /// As they are sent.
        byte[] bytes() {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
            whole.writeBytes(asked.body().getBytes(StandardCharsets.UTF_8));
            return whole.toByteArray();
        }
    }

    Fuzzed next() {
        Described operation = operations.get(random.nextInt(operations.size()));
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> tame(operation, path(operation), query(operation, false), body(operation, false));
            case 3, 4, 5 -> tame(operation, path(operation), query(operation, true), body(operation, true));
            case 6 -> tame(operation, path(operation), query(operation, true), body(operation, false));
            case 7 -> wild(operation.method(), oddPath(operation), body(operation, false), List.of());
            case 8 -> wild(one(ODD_METHODS), path(operation), body(operation, true), List.of());
            default ->
                wild(
                        operation.method(),
                        path(operation) + query(operation, true),
                        body(operation, random.nextBoolean()),
                        List.of(one(ODD_HEADERS), one(ODD_HEADERS)));
        };
    }

    private Fuzzed tame(Described operation, String path, String query, String body) {
        Map<String, String> headers = usual(body);
        return new Fuzzed(
                new Asked(operation.method(), path + query, headers, body),
                true,
                head(operation.method(), path + query, headers, List.of(), body));
    }

    private Fuzzed wild(String method, String target, String body, List<String> odd) {
        Map<String, String> headers = usual(body);
        odd.forEach(line -> headers.remove(line.substring(0, line.indexOf(':'))));
        return new Fuzzed(new Asked(method, target, headers, body), false, head(method, target, headers, odd, body));
    }

    private Map<String, String> usual(String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", "localhost");
        headers.put("Authorization", "Bearer " + key);
        if (!body.isEmpty()) {
            headers.put("Content-Type", "application/json");
        }
        return headers;
    }

    private static String head(
            String method, String target, Map<String, String> headers, List<String> odd, String body) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        odd.forEach(line -> head.append(line).append("\r\n"));
        if (!body.isEmpty()) {
            head.append("Content-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private String path(Described operation) {
        String path = operation.path().replace("{name}", one(List.of("master.m3u8", "manifest.mpd", "180p.m3u8")));
        while (path.contains("{")) {
            path = path.replaceFirst("\\{[^}]+}", values.id());
        }
        return path;
    }

    private String oddPath(Described operation) {
        String odd = one(ODD_PATHS);
        return switch (random.nextInt(4)) {
            case 0 -> "/" + odd;
            case 1 -> path(operation) + odd;
            case 2 -> path(operation).replaceFirst("/", "//") + "/" + odd;
            default -> operation.path().replaceAll("\\{[^}]+}", Matcher.quoteReplacement(odd));
        };
    }

    private String query(Described operation, boolean wrong) {
        List<String> pairs = new ArrayList<>();
        operation.node().path("parameters").forEach(parameter -> {
            if (parameter.get("in").textValue().equals("query") && random.nextInt(2) == 0) {
                String name = parameter.get("name").textValue();
                String value = wrong && random.nextBoolean()
                        ? values.oddText()
                        : values.fitting(name, parameter.get("schema")).asText();
                pairs.add(name + "=" + shortened(URLEncoder.encode(value, StandardCharsets.UTF_8)));
            }
        });
        if (wrong && random.nextInt(4) == 0) {
            pairs.add(one(List.of("colour=red", "limit=1&limit=2", "=", "%00=%00", "a[]=1", "limit")));
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    /// What is longer than a line may be says nothing new.
    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), 3_000)).replaceFirst("%.?$", "");
    }

    private String body(Described operation, boolean wrong) {
        JsonNode schema = operation.node().at("/requestBody/content/application~1json/schema");
        if (schema.isMissingNode()) {
            return wrong && random.nextInt(10) == 0 ? "{\"x\": 1}" : "";
        }
        JsonNode fitting = values.fitting("", schema);
        return wrong ? values.broken(fitting) : fitting.toString();
    }

    private String one(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
