package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/// Writes a tree as YAML 1.2, of which JSON is a part: lines and indents for what holds something, and JSON for the rest.
final class YamlText {
    /// Names that no reader of YAML takes for anything but text.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z$/][A-Za-z0-9$/{}_.+-]*");

    private final StringBuilder text = new StringBuilder();

    private YamlText() {}

    static String of(JsonNode tree) {
        YamlText yaml = new YamlText();
        yaml.content(tree, "");
        return yaml.text.toString();
    }

    private void content(JsonNode node, String indent) {
        if (node.isObject()) {
            fields(node, indent, indent);
        } else {
            node.forEach(item -> item(item, indent));
        }
    }

    /// @param before the first field, which may stand behind a dash
    private void fields(JsonNode object, String before, String indent) {
        String place = before;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            text.append(place).append(name(field.getKey())).append(':');
            value(field.getValue(), indent + "  ");
            place = indent;
        }
    }

    private void item(JsonNode item, String indent) {
        text.append(indent).append('-');
        if (item.isObject() && !item.isEmpty()) {
            fields(item, " ", indent + "  ");
        } else {
            value(item, indent + "  ");
        }
    }

    /// Lists of words stay on one line.
    private void value(JsonNode node, String indent) {
        boolean flat = node.isValueNode() || node.isEmpty() || (node.isArray() && allValues(node));
        if (flat) {
            text.append(' ').append(json(node)).append('\n');
        } else {
            text.append('\n');
            content(node, indent);
        }
    }

    private static boolean allValues(JsonNode list) {
        for (JsonNode item : list) {
            if (!item.isValueNode()) {
                return false;
            }
        }
        return true;
    }

    private static String name(String name) {
        boolean plain = PLAIN.matcher(name).matches() && !name.matches("(?i)y|n|yes|no|on|off|true|false|null");
        return plain ? name : json(Json.object().textNode(name));
    }

    private static String json(JsonNode node) {
        return new String(Json.bytes(node), StandardCharsets.UTF_8);
    }
}
