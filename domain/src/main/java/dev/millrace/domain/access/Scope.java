package dev.millrace.domain.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How much of a tenant's work a key is good for. Each scope includes those before it.
public enum Scope {
    /// To see jobs, uploads and what was made of them, and to follow them.
    JOBS_READ,
    /// To submit, change and delete them too.
    JOBS_WRITE,
    /// To manage the tenant too: its keys, and whatever is added to that. The tenant
    /// [dev.millrace.domain.identity.TenantId#DEFAULT] is the operator's: its `admin` manages the whole installation.
    ADMIN;

    /// Whether whoever has this scope may do what needs that one.
    public boolean includes(Scope needed) {
        return compareTo(needed) >= 0;
    }

    /// The word used in REST and in the store: `jobs:read`, `jobs:write`, `admin`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    /// The scope of that word; empty for a word of a newer version.
    public static Optional<Scope> ofWord(String word) {
        return Arrays.stream(values())
                .filter(scope -> scope.word().equals(word))
                .findFirst();
    }
}
