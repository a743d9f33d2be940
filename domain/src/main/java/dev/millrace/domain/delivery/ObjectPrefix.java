package dev.millrace.domain.delivery;

import dev.millrace.domain.identity.TenantId;

/// The beginning that a group of object keys shares, such as `t/default/jobs/`.
///
/// @param value an object key followed by `/`
public record ObjectPrefix(String value) {
    /// Refuses prefixes that could match half a segment.
    public ObjectPrefix {
        if (!value.endsWith("/") || !ObjectKey.wellFormed(value.substring(0, value.length() - 1))) {
            throw new IllegalArgumentException("not an object prefix");
        }
    }

    /// All objects of a tenant: `t/<tenant>/`.
    public static ObjectPrefix of(TenantId tenant) {
        return new ObjectPrefix("t/" + tenant + "/");
    }

    /// The key of that relative name below this prefix.
    public ObjectKey key(String name) {
        return new ObjectKey(value + name);
    }

    /// Whether the key lies below this prefix.
    public boolean covers(ObjectKey key) {
        return key.value().startsWith(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
