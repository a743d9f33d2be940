package dev.millrace.adapter.rest;

import dev.millrace.domain.document.Expected;
import dev.millrace.domain.document.FieldsHere;
import dev.millrace.domain.document.Node;
import dev.millrace.domain.document.Place;
import dev.millrace.domain.failure.Violation;
import io.micronaut.http.HttpRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The query of a request, read by the rules of a body: every violation is found, unknown names are one.
final class Parameters {
    private final List<Violation> violations = new ArrayList<>();
    private final FieldsHere fields;

    private Parameters(Node query, List<String> names) {
        this.fields = new Place("", query, violations).fields("a query", names);
    }

    static Parameters of(HttpRequest<?> request, List<String> names) {
        Map<String, Node> values = new LinkedHashMap<>();
        request.getParameters().forEach((name, all) -> values.put(name, node(all)));
        return new Parameters(new Node.Fields(values), names);
    }

    private static Node node(List<String> all) {
        return all.size() == 1
                ? new Node.Text(all.getFirst())
                : new Node.Items(
                        all.stream().map(text -> (Node) new Node.Text(text)).toList());
    }

    Optional<Integer> whole(String name, int least, int most) {
        return text(
                name,
                "a whole number from " + least + " to " + most,
                text -> whole(text).filter(number -> number >= least && number <= most));
    }

    boolean flag(String name) {
        return word(name, List.of(true, false), String::valueOf).orElse(false);
    }

    <T> Optional<T> word(String name, List<T> choices, Function<T, String> word) {
        return read(name, Expected.oneOf(choices, word));
    }

    <T> Optional<T> text(String name, String what, Function<String, Optional<T>> reading) {
        return read(name, Expected.text(what, reading));
    }

    /// @throws Refused when anything was wrong so far
    void refuseViolations() {
        if (!violations.isEmpty()) {
            throw new Refused(Problem.invalid(violations));
        }
    }

    private <T> Optional<T> read(String name, Expected<T> expected) {
        return fields.has(name) ? fields.at(name).read(expected) : Optional.empty();
    }

    private static Optional<Integer> whole(String text) {
        return text.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
