package dev.millrace.domain.profile;

import dev.millrace.domain.document.Node;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Documents written the way Java writes lists and maps.
final class Documents {
    private Documents() {}

    /// A mapping of names and values in turn.
    static Node.Fields fields(Object... namesAndValues) {
        Map<String, Node> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], node(namesAndValues[i + 1]));
        }
        return new Node.Fields(fields);
    }

    static Node.Items items(Object... values) {
        List<Node> items = new ArrayList<>();
        for (Object value : values) {
            items.add(node(value));
        }
        return new Node.Items(items);
    }

    private static Node node(Object value) {
        return switch (value) {
            case Node node -> node;
            case String text -> new Node.Text(text);
            case Integer number -> Node.Numeric.of(number);
            case BigDecimal number -> new Node.Numeric(number);
            case Boolean flag -> new Node.Flag(flag);
            default -> throw new IllegalArgumentException("no node for " + value);
        };
    }
}
