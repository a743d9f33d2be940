package dev.millrace.adapter.postgres;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/// Domain values as they lie in `jsonb` columns: `{"schema_version": 1, "value": …}`.
///
/// Names are in snake case and words in lower case. A value of a sealed type says which one it is under `type`; a record
/// of one component is that component; what is empty is left out. Fields that are unknown are skipped, so that the
/// previous version can read what this one adds. Whatever the previous version could not understand needs a new
/// schema version.
final class StoredJson {

    static final int SCHEMA_VERSION = 1;

    private static final JsonMapper PLAIN = new JsonMapper();

    private final JsonMapper mapper = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new ProfileDocuments())
            .annotationIntrospector(new DomainShapes())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /// The document as text.
    <T> String write(Class<T> type, T value) {
        return document(type, value).toString();
    }

    /// The document as a tree, to be part of a larger one.
    <T> ObjectNode document(Class<T> type, T value) {
        try {
            ObjectNode document = mapper.createObjectNode();
            document.put("schema_version", SCHEMA_VERSION);
            document.set("value", mapper.readTree(mapper.writerFor(type).writeValueAsBytes(value)));
            return document;
        } catch (IOException e) {
            throw new IllegalArgumentException("a " + type.getSimpleName() + " can't be stored", e);
        }
    }

    /// An answer that a query made itself.
    static JsonNode tree(String json) {
        try {
            return PLAIN.readTree(json);
        } catch (JsonProcessingException e) {
            throw new Unreadable("an answer of the database is no JSON", e);
        }
    }

    /// The value of a document.
    ///
    /// @throws Unreadable when a later version wrote it in a form this one does not know, or it breaks a rule of the domain
    <T> T read(Class<T> type, String json) {
        try {
            return read(type, mapper.readTree(json));
        } catch (JsonProcessingException e) {
            throw unreadable(type, e);
        }
    }

    /// The same of a document that was part of a larger one.
    <T> T read(Class<T> type, JsonNode document) {
        try {
            int version = document.path("schema_version").asInt();
            if (version != SCHEMA_VERSION) {
                throw new Unreadable("a stored " + type.getSimpleName() + " has schema version " + version
                        + ", and this Millrace reads version " + SCHEMA_VERSION);
            }
            return mapper.treeToValue(document.get("value"), type);
        } catch (JsonProcessingException e) {
            throw unreadable(type, e);
        }
    }

    private static Unreadable unreadable(Class<?> type, JsonProcessingException why) {
        return new Unreadable("a stored " + type.getSimpleName() + " can't be read", why);
    }
}
