package dev.millrace.domain.document;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The named values at a place of a document. A value that is written but empty counts as not written.
///
/// @param place where
/// @param values by name
/// @param present whether there are named values at all; if not, that was reported, and none is missed in particular
public record FieldsHere(Place place, Map<String, Node> values, boolean present) {
    /// Whether the field is written.
    public boolean has(String name) {
        return !(at(name).node() instanceof Node.Nothing);
    }

    /// The value of a field that must be written.
    public <T> Optional<T> required(String name, Expected<T> expected) {
        if (!has(name)) {
            miss(name, expected.what());
            return Optional.empty();
        }
        return at(name).read(expected);
    }

    /// The value of a field that may be left out.
    public <T> Optional<T> optional(String name, T otherwise, Expected<T> expected) {
        return has(name) ? at(name).read(expected) : Optional.of(otherwise);
    }

    /// The entries of a list, which may be left out when it may be empty.
    public List<Place> items(String name, Place.ListOf expected) {
        if (has(name)) {
            return at(name).items(expected);
        }
        if (expected.least() > 0) {
            miss(name, expected.toString());
        }
        return List.of();
    }

    /// Whether a list is left out or has no entries.
    public boolean isEmpty(String name) {
        return !has(name) || at(name).node().equals(new Node.Items(List.of()));
    }

    /// The place of a field, whether or not it is written.
    public Place at(String name) {
        return place.at(name, values.getOrDefault(name, new Node.Nothing()));
    }

    private void miss(String name, String what) {
        if (present) {
            at(name).refuse("is missing; it must be " + what);
        }
    }
}
