package dev.millrace.adapter.postgres;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.millrace.domain.document.Node;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.ProfileReader;
import dev.millrace.domain.profile.ProfileReading;
import dev.millrace.domain.profile.ProfileWriter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// Profiles are stored in the form that people write, so that one reader knows all their rules.
final class ProfileDocuments extends SimpleModule {

    private static final long serialVersionUID = 1;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    ProfileDocuments() {
        super("profile documents");
        addSerializer(Profile.class, new Writing());
        addDeserializer(Profile.class, new Reading());
    }

    private static JsonNode json(Node node) {
        return switch (node) {
            case Node.Fields fields -> {
                ObjectNode object = JSON.objectNode();
                fields.values().forEach((name, value) -> object.set(name, json(value)));
                yield object;
            }
            case Node.Items items ->
                JSON.arrayNode()
                        .addAll(items.values().stream()
                                .map(ProfileDocuments::json)
                                .toList());
            case Node.Text text -> JSON.textNode(text.value());
            case Node.Numeric number -> JSON.numberNode(number.value());
            case Node.Flag flag -> JSON.booleanNode(flag.value());
            case Node.Nothing _ -> JSON.nullNode();
        };
    }

    private static Node node(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> {
                Map<String, Node> values = new LinkedHashMap<>();
                json.properties().forEach(entry -> values.put(entry.getKey(), node(entry.getValue())));
                yield new Node.Fields(values);
            }
            case ARRAY -> {
                List<Node> values = StreamSupport.stream(json.spliterator(), false)
                        .map(ProfileDocuments::node)
                        .toList();
                yield new Node.Items(values);
            }
            case STRING -> new Node.Text(json.textValue());
            case NUMBER -> new Node.Numeric(json.decimalValue());
            case BOOLEAN -> new Node.Flag(json.booleanValue());
            case NULL, MISSING, BINARY, POJO -> new Node.Nothing();
        };
    }

    private static final class Writing extends StdSerializer<Profile> {
        private static final long serialVersionUID = 1;

        Writing() {
            super(Profile.class);
        }

        @Override
        public void serialize(Profile profile, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeTree(json(ProfileWriter.write(profile)));
        }
    }

    private static final class Reading extends StdDeserializer<Profile> {
        private static final long serialVersionUID = 1;

        Reading() {
            super(Profile.class);
        }

        @Override
        public Profile deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return switch (ProfileReader.read(node(in.readValueAsTree()))) {
                case ProfileReading.Read read -> read.profile();
                case ProfileReading.Invalid invalid ->
                    throw context.weirdStringException(
                            invalid.violations().toString(), Profile.class, "it breaks rules");
            };
        }
    }
}
