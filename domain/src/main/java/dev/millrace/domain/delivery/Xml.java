package dev.millrace.domain.delivery;

import java.util.Map;

/// Writes elements with attributes, and nothing between them.
final class Xml {
    private static final Map<Character, String> ESCAPED =
            Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;", '\'', "&apos;");

    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private int depth;

    /// @param attributes names and values by turns
    void open(String name, String... attributes) {
        element(name, attributes, ">");
        depth++;
    }

    void empty(String name, String... attributes) {
        element(name, attributes, "/>");
    }

    void close(String name) {
        depth--;
        indent().append("</").append(name).append(">\n");
    }

    String text() {
        return text.toString();
    }

    private void element(String name, String[] attributes, String end) {
        indent().append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ').append(attributes[i]).append("=\"");
            attributes[i + 1].chars().forEach(c -> escape((char) c));
            text.append('"');
        }
        text.append(end).append('\n');
    }

    private void escape(char c) {
        String escaped = ESCAPED.get(c);
        if (escaped == null) {
            text.append(c);
        } else {
            text.append(escaped);
        }
    }

    private StringBuilder indent() {
        return text.append("  ".repeat(depth));
    }
}
