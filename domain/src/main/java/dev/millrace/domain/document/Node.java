package dev.millrace.domain.document;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A document as a tree, whatever it was written in. YAML, REST and the database each supply nodes, and
/// what reads them is written once.
public sealed interface Node {
    /// Named values, in the order they were written.
    ///
    /// @param values by name
    record Fields(Map<String, Node> values) implements Node {
        /// Copies the map and keeps its order.
        public Fields {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /// A list.
    ///
    /// @param values in order
    record Items(List<Node> values) implements Node {
        /// Copies the list.
        public Items {
            values = List.copyOf(values);
        }
    }

    /// A text.
    ///
    /// @param value the characters
    record Text(String value) implements Node {}

    /// A number.
    ///
    /// @param value exact
    record Numeric(BigDecimal value) implements Node {
        /// A whole number.
        public static Numeric of(long value) {
            return new Numeric(BigDecimal.valueOf(value));
        }
    }

    /// True or false.
    ///
    /// @param value which
    record Flag(boolean value) implements Node {}

    /// A value that is written but empty: `null`, `~`, or nothing after the colon.
    record Nothing() implements Node {}
}
