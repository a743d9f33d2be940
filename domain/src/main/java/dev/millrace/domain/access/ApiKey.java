package dev.millrace.domain.access;

import dev.millrace.domain.identity.KeyId;
import dev.millrace.domain.identity.TenantId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/// A key, as it is kept: whose it is and what it is good for, but not what it says.
///
/// @param id part of the key's text, so that its row is found by it
/// @param tenant whose work it is good for
/// @param name for people, 1 to 100 characters without control characters
/// @param scopes at least one
/// @param hash of its secret part
/// @param createdAt when
public record ApiKey(KeyId id, TenantId tenant, String name, Set<Scope> scopes, SecretHash hash, Instant createdAt) {
    /// The longest name, in characters.
    public static final int LONGEST_NAME = 100;

    /// Refuses keys without a name or a scope, and copies the set.
    public ApiKey {
        if (!wellNamed(name)) {
            throw new IllegalArgumentException("a key has a name of 1 to " + LONGEST_NAME + " characters");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a key without a scope is good for nothing");
        }
        scopes = Set.copyOf(EnumSet.copyOf(scopes));
    }

    /// Whether a text may be the name of a key.
    public static boolean wellNamed(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_NAME
                && text.codePoints().noneMatch(Character::isISOControl);
    }
}
