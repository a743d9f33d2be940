package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// The shape of a value, in JSON Schema 2020-12 as OpenAPI 3.1 takes it. A schema never changes: every method answers
/// another one.
final class Schema {
    private final ObjectNode node;
    private final Map<String, ObjectNode> named;

    private Schema(ObjectNode node, Map<String, ObjectNode> named) {
        this.node = node;
        this.named = named;
    }

    private static Schema of(String type) {
        return new Schema(JsonNodeFactory.instance.objectNode().put("type", type), Map.of());
    }

    static Schema text() {
        return of("string");
    }

    /// @param shortest in characters
    /// @param longest in characters
    static Schema text(int shortest, int longest) {
        return text().and(node -> node.put("minLength", shortest).put("maxLength", longest));
    }

    /// @param pattern of the whole text, read alike by Java and ECMA-262
    static Schema text(String pattern) {
        return text().and(node -> node.put("pattern", "^" + pattern + "$"));
    }

    static Schema id() {
        return text().format("uuid");
    }

    static Schema moment() {
        return text().format("date-time");
    }

    /// An address, which may be relative to the server's.
    static Schema link() {
        return text().format("uri-reference");
    }

    static Schema flag() {
        return of("boolean");
    }

    static Schema whole() {
        return of("integer").and(node -> node.put("minimum", 0));
    }

    static Schema whole(long least, long most) {
        return of("integer").and(node -> node.put("minimum", least).put("maximum", most));
    }

    static Schema number() {
        return of("number");
    }

    static Schema number(long least, long most) {
        return number().and(node -> node.put("minimum", least).put("maximum", most));
    }

    static <T> Schema word(T[] values, Function<T, String> word) {
        return words(Arrays.stream(values).map(word).toList());
    }

    static Schema words(Collection<String> words) {
        return text().and(node -> words.forEach(node.withArrayProperty("enum")::add));
    }

    /// One word alone, by which a reader tells one shape from another.
    static Schema exactly(String word) {
        return text().and(node -> node.put("const", word));
    }

    static Schema list(Schema items) {
        return new Schema(of("array").node.set("items", items.node), items.named);
    }

    static Schema list(Schema items, int fewest, int most) {
        return list(items).and(node -> node.put("minItems", fewest).put("maxItems", most));
    }

    /// Values of one shape under names of any kind.
    static Schema map(Schema values) {
        return new Schema(of("object").node.set("additionalProperties", values.node), values.named);
    }

    /// An object, to which [#with] and [#maybe] add fields.
    static Schema object() {
        return of("object");
    }

    static Schema either(Schema... shapes) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode choices = node.putArray("oneOf");
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        for (Schema shape : shapes) {
            choices.add(shape.node);
            all.putAll(shape.named);
        }
        return new Schema(node, all);
    }

    /// What both demand.
    static Schema both(Schema first, Schema second) {
        Schema either = either(first, second);
        return either.and(node -> node.set("allOf", node.remove("oneOf")));
    }

    /// With a field that is always there.
    Schema with(String name, Schema shape, String what) {
        Schema wider = maybe(name, shape, what);
        wider.node.withArrayProperty("required").add(name);
        return wider;
    }

    /// With a field that may be missing.
    Schema maybe(String name, Schema shape, String what) {
        Map<String, ObjectNode> all = new LinkedHashMap<>(named);
        all.putAll(shape.named);
        ObjectNode wider = node.deepCopy();
        wider.withObjectProperty("properties").set(name, shape.node.deepCopy().put("description", what));
        return new Schema(wider, all);
    }

    /// With a field that may be missing or null, as in bodies of requests, where both mean the same.
    Schema optional(String name, Schema shape, String what) {
        return maybe(name, shape.orNull(), what);
    }

    /// Takes no further fields, as bodies of requests do.
    Schema closed() {
        return and(node -> node.put("additionalProperties", false));
    }

    /// Of its optional texts, one of these has to be there.
    Schema needsOneOf(String... names) {
        return and(node -> {
            ArrayNode choices = node.putArray("oneOf");
            for (String name : names) {
                ObjectNode choice = choices.addObject();
                choice.putArray("required").add(name);
                choice.putObject("properties").putObject(name).put("type", "string");
            }
        });
    }

    Schema unlessGiven(String value) {
        return and(node -> node.put("default", value));
    }

    Schema unlessGiven(int value) {
        return and(node -> node.put("default", value));
    }

    Schema unlessGiven(boolean value) {
        return and(node -> node.put("default", value));
    }

    Schema unlessGiven(List<String> values) {
        return and(node -> values.forEach(node.putArray("default")::add));
    }

    Schema unique() {
        return and(node -> node.put("uniqueItems", true));
    }

    Schema example(String value) {
        return and(node -> node.putArray("examples").add(value));
    }

    /// Or `null`.
    Schema orNull() {
        if (!node.has("type")) {
            return either(this, of("null"));
        }
        return and(node -> {
            String type = node.get("type").textValue();
            node.putArray("type").add(type).add("null");
            if (node.has("enum")) {
                node.withArrayProperty("enum").addNull();
            }
        });
    }

    /// Under a name, by which others refer to it.
    Schema named(String name) {
        Map<String, ObjectNode> all = new LinkedHashMap<>(named);
        all.put(name, node);
        return new Schema(JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/" + name), all);
    }

    /// As it stands in the document.
    ObjectNode node() {
        return node.deepCopy();
    }

    /// What it refers to, by name.
    Map<String, ObjectNode> named() {
        return named;
    }

    private Schema format(String format) {
        return and(node -> node.put("format", format));
    }

    private Schema and(Consumer<ObjectNode> change) {
        ObjectNode changed = node.deepCopy();
        change.accept(changed);
        return new Schema(changed, named);
    }
}
