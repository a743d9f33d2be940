package dev.millrace.application.client;

import dev.millrace.application.port.ProfileCatalog;
import dev.millrace.application.port.ProfileCatalog.Condition;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.ProfileName;

/// Removes a profile of a tenant's own, whether or not jobs use it: they have their own copies.
public final class DeleteProfile {
    private final ProfileCatalog catalog;

    /// @param catalog forgets it
    public DeleteProfile(ProfileCatalog catalog) {
        this.catalog = catalog;
    }

    /// What came of it.
    public enum Answer {
        /// It is gone.
        DELETED,
        /// It is a built-in one.
        BUILT_IN,
        /// It is not the version that the caller has seen.
        STALE,
        /// There is none of that name.
        UNKNOWN
    }

    /// Removes the one of that name.
    public Answer delete(TenantId tenant, ProfileName name, Condition condition) {
        if (BuiltInProfiles.named(name).isPresent()
                && catalog.find(tenant, name).isEmpty()) {
            return Answer.BUILT_IN;
        }
        return switch (catalog.delete(tenant, name, condition)) {
            case DELETED -> Answer.DELETED;
            case STALE -> Answer.STALE;
            case UNKNOWN -> Answer.UNKNOWN;
        };
    }
}
