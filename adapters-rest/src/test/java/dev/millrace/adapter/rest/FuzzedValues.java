package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// Values that fit a schema, and such that fit none.
final class FuzzedValues {
    /// Where any text would do for the schema, and only some for the server. Nothing leads out of this machine.
    private static final Map<String, String> GOOD = Map.of(
            "input_key", RunningApi.INPUT,
            "profile", "test",
            "url", "http://127.0.0.1:9/",
            "content_type", "video/mp4",
            "tenant", "default");

    private static final List<String> ODD_TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "\u202e\u0645\u0631\u062d\u0628\u0627",
            "\ud83c\udf9e\ufe0f\u200d\ud83c\udf7f",
            "e\u0301\u0327".repeat(50),
            "\ufeffx",
            "../../etc/passwd",
            "%2e%2e%2f",
            "'; drop table millrace.job; --",
            "${jndi:ldap://127.0.0.1/x}",
            "{{7*7}}",
            "<script>alert(1)</script>",
            "\r\nX-Injected: 1",
            "0190a000-0000-7000-8000-00000000000g",
            "1-1-1-1-1",
            "NaN",
            "-1",
            "99999999999999999999999999",
            "1e309",
            "true",
            "null",
            "x".repeat(70_000));

    /// Written as they are, for no reader of JSON makes them.
    private static final List<String> ODD_JSON = List.of(
            "1e999999999",
            "-1e-999999999",
            "-0",
            "0.1e1",
            "9".repeat(90),
            "9".repeat(5_000),
            "1.0",
            "9223372036854775808",
            "NaN",
            "Infinity",
            "0x10",
            "01",
            "\"\\ud800\"",
            "\"\\udfff\\ud800\"",
            "\"\\u0000\"",
            "\"unfinished",
            "'single'",
            "{\"a\":1,\"a\":2}",
            "[1,]",
            "{}",
            "[]",
            "null",
            "true",
            "\"\"",
            "[".repeat(40) + "]".repeat(40),
            "[".repeat(20_000),
            "{\"a\":".repeat(3_000),
            "// comment",
            "\uffff");

    private static final String HOLE = "\u0001hole\u0001";

    private final Random random;
    private final JsonNode document;
    private final List<String> ids;

    /// @param document with all that schemas refer to
    /// @param ids of things that are there
    FuzzedValues(Random random, JsonNode document, List<String> ids) {
        this.random = random;
        this.document = document;
        this.ids = ids;
    }

    /// One that fits.
    JsonNode fitting(String name, JsonNode schema) {
        if (schema.has("$ref")) {
            return fitting(name, document.at(schema.get("$ref").textValue().substring(1)));
        }
        if (schema.has("enum")) {
            return any(schema.get("enum"));
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (!schema.has("type")) {
            return fitting(name, any(schema.get("oneOf")));
        }
        JsonNode types = schema.path("type");
        if (types.isArray() && random.nextInt(10) == 0) {
            return JsonNodeFactory.instance.nullNode();
        }
        String type = types.isArray() ? types.get(0).asText() : types.asText();
        return switch (type) {
            case "object" -> object(schema);
            case "array" -> list(name, schema);
            case "integer", "number" -> number(schema);
            case "null" -> JsonNodeFactory.instance.nullNode();
            case "boolean" -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
            case "string" -> JsonNodeFactory.instance.textNode(text(name, schema));
            default -> throw new IllegalStateException("no value of " + schema);
        };
    }

    private JsonNode any(JsonNode list) {
        return list.get(random.nextInt(list.size()));
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.textValue()));
        List<String> alternatives = new ArrayList<>();
        schema.path("oneOf")
                .forEach(choice -> alternatives.add(choice.at("/required/0").textValue()));
        if (!alternatives.isEmpty()) {
            required.add(alternatives.remove(random.nextInt(alternatives.size())));
        }
        schema.path("properties").properties().forEach(field -> {
            boolean needed = required.contains(field.getKey());
            boolean wanted = needed || random.nextInt(3) == 0;
            if (wanted && !alternatives.contains(field.getKey())) {
                JsonNode value = fitting(field.getKey(), field.getValue());
                while (needed && value.isNull()) {
                    value = fitting(field.getKey(), field.getValue());
                }
                object.set(field.getKey(), value);
            }
        });
        return object;
    }

    private ArrayNode list(String name, JsonNode schema) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        int fewest = schema.path("minItems").asInt(0);
        int most = schema.path("maxItems").asInt(3);
        for (int left = fewest + random.nextInt(most - fewest + 1); left > 0; left--) {
            JsonNode item = fitting(name, schema.get("items"));
            boolean again =
                    schema.path("uniqueItems").asBoolean() && list.valueStream().anyMatch(item::equals);
            if (!again) {
                list.add(item);
            }
        }
        return list;
    }

    private JsonNode number(JsonNode schema) {
        long least = schema.path("minimum").asLong(0);
        long most = schema.path("maximum").asLong(1_000_000);
        long value = switch (random.nextInt(4)) {
            case 0 -> least;
            case 1 -> most;
            default -> random.nextLong(least, most + 1);
        };
        return JsonNodeFactory.instance.numberNode(value);
    }

    private String text(String name, JsonNode schema) {
        if (schema.path("format").asText().equals("uuid")) {
            return id();
        }
        String good = GOOD.get(name);
        return good == null || (random.nextInt(8) == 0 && !name.equals("url")) ? plain(schema) : good;
    }

    private String plain(JsonNode schema) {
        int shortest = Math.max(1, schema.path("minLength").asInt(1));
        int longest = Math.min(40, schema.path("maxLength").asInt(40));
        int length = shortest + random.nextInt(longest - shortest + 1);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    /// Mostly of something that is there.
    String id() {
        return ids.isEmpty() || random.nextInt(4) == 0
                ? new UUID(random.nextLong(), random.nextLong()).toString()
                : ids.get(random.nextInt(ids.size()));
    }

    String oddText() {
        return ODD_TEXTS.get(random.nextInt(ODD_TEXTS.size()));
    }

    /// JSON, or nearly: what fits, with one place that does not.
    String broken(JsonNode fitting) {
        if (!(fitting instanceof ObjectNode object) || random.nextInt(6) == 0) {
            return oddJson();
        }
        ObjectNode copy = object.deepCopy();
        List<String> names = new ArrayList<>();
        copy.fieldNames().forEachRemaining(names::add);
        String victim = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
        switch (random.nextInt(5)) {
            case 0 -> copy.remove(victim);
            case 1 -> copy.put(victim + "\u0301", 1);
            case 2 -> copy.put(victim, oddText());
            case 3 -> copy.putNull(victim);
            default -> copy.put(victim, HOLE);
        }
        return copy.toString().replace("\"\\u0001hole\\u0001\"", oddJson());
    }

    private String oddJson() {
        return ODD_JSON.get(random.nextInt(ODD_JSON.size()));
    }
}
