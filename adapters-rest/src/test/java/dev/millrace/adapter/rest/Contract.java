package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.millrace.adapter.rest.RunningApi.Answer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Holds what is asked and answered against the description of the API.
///
/// A request that breaks the description must not succeed. An answer has a described status and type, and the described
/// shape with no field beside it; what is not described for an operation is a problem. Clients must read past fields they
/// don't know, so the description allows them; here they are a lie.
final class Contract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CONTENT_TYPE = Pattern.compile("([^;]+).*");

    private final ObjectNode document;
    private final List<Described> operations = new ArrayList<>();
    private final Map<JsonNode, JsonSchema> shapes = new ConcurrentHashMap<>();
    private final ObjectNode open;
    private final ObjectNode closed;

    /// An operation as it is described.
    ///
    /// @param method of HTTP
    /// @param path with names in braces
    /// @param node what the document says
    record Described(String method, String path, JsonNode node) {
        String id() {
            return node.get("operationId").textValue();
        }

        /// Every status that the document names, in its order.
        List<Integer> statuses() {
            List<Integer> all = new ArrayList<>();
            node.get("responses").fieldNames().forEachRemaining(status -> {
                if (!status.equals("default")) {
                    all.add(Integer.valueOf(status));
                }
            });
            return all;
        }

        /// Whether it asks for no key.
        boolean open() {
            return node.get("security").isEmpty();
        }

        String route() {
            return method + " " + path;
        }

        private Pattern pattern() {
            String literal = path.replaceAll("[.]", "\\\\.").replaceAll("\\{[^}]+}", "([^/]+)");
            return Pattern.compile(literal);
        }

        private List<JsonNode> parameters(String in) {
            List<JsonNode> all = new ArrayList<>();
            node.path("parameters").forEach(parameter -> {
                if (parameter.get("in").textValue().equals(in)) {
                    all.add(parameter);
                }
            });
            return all;
        }
    }

    /// What was asked.
    record Asked(String method, String target, Map<String, String> headers, String body) {
        String path() {
            return target.replaceFirst("[?].*", "");
        }

        Map<String, String> query() {
            Map<String, String> all = new LinkedHashMap<>();
            String text = target.contains("?") ? target.substring(target.indexOf('?') + 1) : "";
            for (String pair : text.split("&", -1)) {
                // The server reads past values without a name.
                if (!pair.isEmpty() && !pair.startsWith("=")) {
                    String[] parts = pair.split("=", 2);
                    all.put(
                            URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                            parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
                }
            }
            return all;
        }
    }

    private Contract(ObjectNode document) {
        this.document = document;
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(new Described(
                                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()))));
        this.open = (ObjectNode) document.get("components");
        this.closed = open.deepCopy();
        closed.get("schemas").forEach(Contract::close);
    }

    private static volatile Contract known;

    /// What a server says of itself. All servers say the same.
    static Contract of(RunningApi api) {
        if (known == null) {
            known = new Contract(api.api.bean(OpenApi.class).document());
        }
        return known;
    }

    ObjectNode document() {
        return document;
    }

    List<Described> operations() {
        return operations;
    }

    /// The operation that a path leads to; words before names in braces.
    Optional<Described> operation(String method, String path) {
        String asked = method.equals("HEAD") ? "GET" : method;
        return operations.stream()
                .filter(operation -> operation.method().equals(asked)
                        && operation.pattern().matcher(path).matches())
                .min(Comparator.comparingInt(operation -> operation.path().contains("{") ? 1 : 0));
    }

    /// What one exchange has against the description; nothing when it keeps to it.
    List<String> violations(Asked asked, Answer answer) {
        Optional<Described> operation = operation(asked.method(), asked.path());
        if (operation.isEmpty()) {
            return answer.status() < 400 ? List.of() : shape(problem(), answer);
        }
        List<String> violations = new ArrayList<>();
        if (answer.status() < 400) {
            request(operation.get(), asked)
                    .forEach(wrong ->
                            violations.add("a wrong request was answered with " + answer.status() + ": " + wrong));
        }
        violations.addAll(answer(operation.get(), asked, answer));
        return violations;
    }

    /// What is wrong with a request, but for its key.
    List<String> request(Described operation, Asked asked) {
        List<String> wrong = new ArrayList<>();
        Map<String, String> query = asked.query();
        List<JsonNode> known = operation.parameters("query");
        known.forEach(parameter -> Optional.ofNullable(query.remove(name(parameter)))
                .ifPresent(text -> wrong.addAll(parameter(parameter, text))));
        if (!known.isEmpty()) {
            query.keySet().forEach(name -> wrong.add("there is no parameter " + name));
        }
        operation
                .parameters("header")
                .forEach(parameter -> asked.headers().entrySet().stream()
                        .filter(header -> header.getKey().equalsIgnoreCase(name(parameter)))
                        .forEach(header -> wrong.addAll(parameter(parameter, header.getValue()))));
        if (operation.node().has("requestBody")) {
            JsonNode schema = operation
                    .node()
                    .at("/requestBody/content")
                    .get("application/json")
                    .get("schema");
            wrong.addAll(shape(schema, asked.body(), false));
        }
        return wrong;
    }

    private List<String> parameter(JsonNode parameter, String text) {
        JsonNode schema = parameter.get("schema");
        String type = schema.path("type").asText("string");
        JsonNode value = switch (type) {
            case "integer" ->
                text.matches("[0-9]{1,18}")
                        ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
                        : JsonNodeFactory.instance.textNode(text);
            case "boolean" ->
                text.equals("true") || text.equals("false")
                        ? JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(text))
                        : JsonNodeFactory.instance.textNode(text);
            default -> JsonNodeFactory.instance.textNode(text);
        };
        return shape(schema, value, false).stream()
                .map(wrong -> name(parameter) + ": " + wrong)
                .toList();
    }

    private static String name(JsonNode parameter) {
        return parameter.get("name").textValue();
    }

    private List<String> answer(Described operation, Asked asked, Answer answer) {
        JsonNode response = operation.node().at("/responses/" + answer.status());
        if (response.isMissingNode()) {
            return answer.status() < 400
                    ? List.of("status " + answer.status() + " is not described for " + operation.id())
                    : shape(problem(), answer);
        }
        List<String> violations = new ArrayList<>();
        response.path("headers").fieldNames().forEachRemaining(name -> {
            if (List.of("Location", "Retry-After", "WWW-Authenticate").contains(name)
                    && answer.header(name).isEmpty()) {
                violations.add("the header " + name + " is missing");
            }
        });
        boolean empty = !response.has("content") || asked.method().equals("HEAD");
        if (empty) {
            if (!answer.text().isEmpty()) {
                violations.add("a body came that is not described");
            }
            return violations;
        }
        String type = CONTENT_TYPE.matcher(answer.header("Content-Type")).replaceFirst("$1");
        JsonNode content = response.get("content").path(type);
        if (content.isMissingNode()) {
            violations.add("a body came as " + type + ", and described are " + response.get("content"));
        } else if (type.endsWith("json")) {
            violations.addAll(shape(content.get("schema"), answer.text(), true));
        }
        return violations;
    }

    /// Whether a document has the shape of that name.
    List<String> named(String name, JsonNode value) {
        return shape(reference(name), value, true);
    }

    private static ObjectNode reference(String name) {
        return JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static ObjectNode problem() {
        return reference("Problem");
    }

    private List<String> shape(JsonNode schema, Answer answer) {
        List<String> violations = new ArrayList<>();
        if (!answer.header("Content-Type").startsWith("application/problem+json")) {
            violations.add("what is refused comes as " + answer.header("Content-Type"));
        } else if (!answer.text().isEmpty()) {
            violations.addAll(shape(schema, answer.text(), true));
        }
        return violations;
    }

    private List<String> shape(JsonNode schema, String text, boolean strict) {
        try {
            JsonNode value = JSON.readTree(text);
            return value.isMissingNode() ? List.of("there is no body") : shape(schema, value, strict);
        } catch (IOException notJson) {
            return List.of("it is not JSON: " + notJson.getMessage());
        }
    }

    /// @param strict whether fields that are not told are wrong
    private List<String> shape(JsonNode schema, JsonNode value, boolean strict) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.setAll((ObjectNode) schema);
        whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.put("$id", "https://millrace.example/" + (strict ? "closed" : "open"));
        JsonSchema known = shapes.computeIfAbsent(whole, key -> {
            ObjectNode resolvable = key.deepCopy();
            resolvable.set("components", strict ? closed : open);
            return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(resolvable);
        });
        return known.validate(value, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true)).stream()
                .map(ValidationMessage::toString)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /// Takes no field that is not told.
    private static void close(JsonNode schema) {
        if (schema.has("properties") && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
        schema.forEach(Contract::close);
    }
}
