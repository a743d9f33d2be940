package dev.millrace.domain.identity;

import java.util.regex.Pattern;

/// Whose a job is. Tenants never see each other.
///
/// @param value 1 to 63 lower-case letters, digits and `-`, starting with a letter or digit; part of every object key
public record TenantId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /// The only tenant of a server without keys.
    public static final TenantId DEFAULT = new TenantId("default");

    /// Refuses names of another shape.
    public TenantId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a tenant id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
