package dev.millrace.standalone.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.domain.document.Node;
import dev.millrace.domain.media.Language;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.Warning;
import dev.millrace.domain.plan.PlanWriter;
import dev.millrace.domain.plan.SkippedRung;
import dev.millrace.domain.plan.SourceWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of a source, as JSON for programs; `docs/cli.md` tells what each field means.
public final class SourceDocument {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private SourceDocument() {}

    /// Describes a source.
    ///
    /// @param name of the file, without folders
    public static ObjectNode of(String name, SourceInfo source) {
        return (ObjectNode) json(SourceWriter.write(name, source));
    }

    /// Describes what was unusual.
    public static ArrayNode warnings(List<Warning> warnings) {
        return (ArrayNode) json(SourceWriter.warnings(warnings));
    }

    /// Describes what is not made, and why.
    static ArrayNode skipped(List<SkippedRung> rungs) {
        return (ArrayNode) json(PlanWriter.skipped(rungs));
    }

    /// A document as text.
    public static String text(JsonNode document) {
        try {
            return JSON.writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON can be written", e);
        }
    }

    static JsonNode json(Node document) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (document) {
            case Node.Fields(Map<String, Node> values) -> {
                ObjectNode object = nodes.objectNode();
                values.forEach((name, value) -> object.set(name, json(value)));
                yield object;
            }
            case Node.Items(List<Node> values) -> {
                ArrayNode array = nodes.arrayNode();
                values.forEach(value -> array.add(json(value)));
                yield array;
            }
            case Node.Text(String value) -> nodes.textNode(value);
            case Node.Numeric(var value) -> nodes.numberNode(value);
            case Node.Flag(boolean value) -> nodes.booleanNode(value);
            case Node.Nothing _ -> nodes.nullNode();
        };
    }

    static @Nullable String tag(Optional<Language> language) {
        return language.map(Language::tag).orElse(null);
    }
}
