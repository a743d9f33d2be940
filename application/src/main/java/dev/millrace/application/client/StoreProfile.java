package dev.millrace.application.client;

import dev.millrace.application.port.ProfileCatalog;
import dev.millrace.application.port.ProfileCatalog.Condition;
import dev.millrace.application.port.ProfileCatalog.Put;
import dev.millrace.application.port.StoredProfile;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Profile;

/// Adds a profile to those of a tenant, or replaces one. Jobs that were submitted before keep the one they have.
public final class StoreProfile {
    /// A tenant has at most so many of its own.
    public static final int MOST = 200;

    private final ProfileCatalog catalog;

    /// @param catalog keeps it
    public StoreProfile(ProfileCatalog catalog) {
        this.catalog = catalog;
    }

    /// What came of it.
    public sealed interface Answer {
        /// It is new.
        ///
        /// @param stored as it is now
        record Added(StoredProfile stored) implements Answer {}

        /// There was another of that name.
        ///
        /// @param stored as it is now
        record Replaced(StoredProfile stored) implements Answer {}

        /// The name is that of a built-in profile.
        record BuiltIn() implements Answer {}

        /// It is not the version that the caller has seen.
        record Stale() implements Answer {}

        /// The tenant has [StoreProfile#MOST] already.
        record Full() implements Answer {}
    }

    /// Stores it under its name. The name of a built-in one is not given away; a tenant that has it all the same, because
    /// the built-in one came later, keeps it.
    public Answer store(TenantId tenant, Profile profile, Condition condition) {
        if (BuiltInProfiles.named(profile.name()).isPresent()
                && catalog.find(tenant, profile.name()).isEmpty()) {
            return new Answer.BuiltIn();
        }
        return switch (catalog.put(tenant, profile, condition, MOST)) {
            case Put.Added added -> new Answer.Added(added.stored());
            case Put.Replaced replaced -> new Answer.Replaced(replaced.stored());
            case Put.Stale _ -> new Answer.Stale();
            case Put.Full _ -> new Answer.Full();
        };
    }
}
