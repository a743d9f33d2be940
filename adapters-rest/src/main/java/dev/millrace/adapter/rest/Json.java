package dev.millrace.adapter.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.domain.document.Node;
import dev.millrace.domain.failure.FailureCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// JSON in and out. What comes in is bounded in every direction before anything looks at it.
final class Json {
    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 100;

    private static final ObjectMapper READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxNameLength(1000)
                            .maxStringLength(RestApi.LARGEST_BODY)
                            .build())
                    // Two values of one name would mean different things to different readers.
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final ObjectMapper WRITER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static byte[] bytes(JsonNode document) {
        try {
            return WRITER.writeValueAsBytes(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of JSON can be written", impossible);
        }
    }

    static MutableHttpResponse<byte[]> response(HttpStatus status, JsonNode document) {
        return HttpResponse.<byte[]>status(status).body(bytes(document)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    static MutableHttpResponse<byte[]> ok(JsonNode document) {
        return response(HttpStatus.OK, document);
    }

    /// A document of the domain.
    static JsonNode of(Node document) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (document) {
            case Node.Fields(Map<String, Node> values) -> {
                ObjectNode object = nodes.objectNode();
                values.forEach((name, value) -> object.set(name, of(value)));
                yield object;
            }
            case Node.Items(List<Node> values) -> {
                ArrayNode array = nodes.arrayNode();
                values.forEach(value -> array.add(of(value)));
                yield array;
            }
            case Node.Text(String value) -> nodes.textNode(value);
            case Node.Numeric(var value) -> nodes.numberNode(value);
            case Node.Flag(boolean value) -> nodes.booleanNode(value);
            case Node.Nothing _ -> nodes.nullNode();
        };
    }

    /// The body of a request.
    ///
    /// @throws Refused when it is not JSON
    static Node read(Optional<byte[]> body) {
        if (body.isEmpty() || body.get().length == 0) {
            throw malformed("The request has no body; it must be a JSON object.");
        }
        try {
            return node(READER.readTree(body.get()));
        } catch (JsonProcessingException wrong) {
            throw malformed("The body is not JSON that can be read" + where(wrong) + ".");
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory can be read", impossible);
        }
    }

    private static String where(JsonProcessingException wrong) {
        return wrong.getLocation() == null
                ? ""
                : "; see line " + wrong.getLocation().getLineNr() + ", column "
                        + wrong.getLocation().getColumnNr();
    }

    private static Refused malformed(String sentence) {
        return new Refused(Problem.of(HttpStatus.BAD_REQUEST, FailureCode.REQUEST_MALFORMED, sentence));
    }

    private static Node node(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> fields(json);
            case ARRAY -> new Node.Items(items(json));
            case STRING -> new Node.Text(json.textValue());
            case NUMBER -> new Node.Numeric(json.decimalValue());
            case BOOLEAN -> new Node.Flag(json.booleanValue());
            case NULL, MISSING -> new Node.Nothing();
            case BINARY, POJO -> throw new IllegalStateException("text holds no " + json.getNodeType());
        };
    }

    private static Node fields(JsonNode json) {
        Map<String, Node> values = new LinkedHashMap<>();
        json.properties().forEach(field -> values.put(field.getKey(), node(field.getValue())));
        return new Node.Fields(values);
    }

    private static List<Node> items(JsonNode json) {
        return StreamSupport.stream(json.spliterator(), false).map(Json::node).toList();
    }
}
