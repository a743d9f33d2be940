package dev.millrace.application.port;

import java.util.List;
import java.util.Optional;

/// Part of a listing.
///
/// @param items in the listing's order
/// @param next where it goes on; empty on the last page
/// @param <T> what is listed
public record Page<T>(List<T> items, Optional<Cursor> next) {
    /// Copies the list.
    public Page {
        items = List.copyOf(items);
    }
}
