package dev.millrace.domain.identity;

import java.util.UUID;

/// The identity of a delivery: of one event on its way to one webhook.
///
/// @param value a UUID
public record DeliveryId(UUID value) {
    /// Reads the usual text form.
    ///
    /// @throws IllegalArgumentException when the text is no UUID
    public static DeliveryId of(String text) {
        UUID value = UUID.fromString(text);
        // Java takes shortened groups too, so that one id would have many names.
        if (!value.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not the id of a delivery");
        }
        return new DeliveryId(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
