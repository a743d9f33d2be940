package dev.millrace.domain.document;

import dev.millrace.domain.failure.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A place in a document that is being read.
///
/// @param pointer where, as a JSON Pointer (RFC 6901)
/// @param node what is there
/// @param violations where to report what is wrong
public record Place(String pointer, Node node, List<Violation> violations) {
    private static final int LONGEST_QUOTE = 40;

    /// The value, or empty when it is not what is expected, which is reported then.
    public <T> Optional<T> read(Expected<T> expected) {
        Optional<T> value = expected.reading().apply(node);
        if (value.isEmpty()) {
            refuse("must be " + expected.what() + ", not " + shown() + didYouMean(expected.words()));
        }
        return value;
    }

    /// The named values here. Those of other names, or something that has no named values, are reported.
    ///
    /// @param what is expected here
    /// @param names of all fields there can be
    public FieldsHere fields(String what, List<String> names) {
        if (!(node instanceof Node.Fields(Map<String, Node> values))) {
            refuse("must be " + what + " with the fields " + String.join(", ", names) + ", not " + shown());
            return new FieldsHere(this, Map.of(), false);
        }
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                at(name, values.get(name))
                        .refuse("is unknown; the fields here are " + String.join(", ", names)
                                + NearMiss.hint(name, names));
            }
        }
        return new FieldsHere(this, values, true);
    }

    /// The entries here; none when there is something else or another number of them, which is reported then.
    public List<Place> items(ListOf expected) {
        if (!(node instanceof Node.Items(List<Node> values))) {
            refuse("must be " + expected + ", not " + shown());
            return List.of();
        }
        if (values.size() < expected.least() || values.size() > expected.most()) {
            refuse("must be " + expected + ", not of " + values.size());
            return List.of();
        }
        List<Place> places = new ArrayList<>();
        for (Node value : values) {
            places.add(at(Integer.toString(places.size()), value));
        }
        return places;
    }

    /// A place within this one.
    public Place at(String step, Node child) {
        return new Place(pointer + "/" + step.replace("~", "~0").replace("/", "~1"), child, violations);
    }

    /// Reports what is wrong here.
    public void refuse(String detail) {
        violations.add(new Violation(pointer, detail));
    }

    private String didYouMean(List<String> words) {
        return node instanceof Node.Text(String text) ? NearMiss.hint(text, words) : "";
    }

    private String shown() {
        return switch (node) {
            case Node.Text(String text) -> '"' + shortened(text) + '"';
            case Node.Numeric(var number) -> shortened(number.toString());
            case Node.Flag(boolean flag) -> Boolean.toString(flag);
            case Node.Items _ -> "a list";
            case Node.Fields _ -> "named values";
            case Node.Nothing _ -> "nothing";
        };
    }

    /// Fit for one line of a message.
    private static String shortened(String text) {
        String start = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
        return start.replaceAll("\\p{Cntrl}", " ");
    }

    /// What a list must be.
    ///
    /// @param of its entries, in words
    /// @param least number of entries
    /// @param most number of entries
    public record ListOf(String of, int least, int most) {
        @Override
        public String toString() {
            return "a list of " + (least == most ? "" : least + " to ") + most + " " + of;
        }
    }
}
