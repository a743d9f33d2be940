package dev.millrace.application.port;

import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.ProfileName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A tenant's own profiles. Built-in ones are not stored.
public interface ProfileCatalog {
    /// The tenant's profile of that name.
    Optional<StoredProfile> find(TenantId tenant, ProfileName name);

    /// All of the tenant's profiles by name.
    List<StoredProfile> list(TenantId tenant);

    /// Adds or replaces the profile of that name, if `condition` holds. Jobs keep the profile they were submitted with.
    /// Of two that replace the same version at the same time, one does.
    ///
    /// @param most a profile is added only where the tenant has fewer; replacing is always possible
    Put put(TenantId tenant, Profile profile, Condition condition, int most);

    /// Removes the profile of that name, if `condition` holds.
    Deletion delete(TenantId tenant, ProfileName name, Condition condition);

    /// What must be so of the profile that is there, for a change to be made.
    sealed interface Condition {
        /// Whether it is so.
        boolean allows(Optional<StoredProfile> there);

        /// Anything.
        record Any() implements Condition {
            @Override
            public boolean allows(Optional<StoredProfile> there) {
                return true;
            }
        }

        /// There is none.
        record Absent() implements Condition {
            @Override
            public boolean allows(Optional<StoredProfile> there) {
                return there.isEmpty();
            }
        }

        /// There is one, of whatever version.
        record Present() implements Condition {
            @Override
            public boolean allows(Optional<StoredProfile> there) {
                return there.isPresent();
            }
        }

        /// There is one of these versions.
        ///
        /// @param versions may be empty, and then nothing is allowed
        record OneOf(Set<Long> versions) implements Condition {
            /// Copies the set.
            public OneOf {
                versions = Set.copyOf(versions);
            }

            @Override
            public boolean allows(Optional<StoredProfile> there) {
                return there.map(StoredProfile::version)
                        .filter(versions::contains)
                        .isPresent();
            }
        }
    }

    /// What came of putting a profile.
    sealed interface Put {
        /// There was none of that name.
        ///
        /// @param stored as it is now
        record Added(StoredProfile stored) implements Put {}

        /// There was another.
        ///
        /// @param stored as it is now
        record Replaced(StoredProfile stored) implements Put {}

        /// The condition does not hold; nothing was changed.
        record Stale() implements Put {}

        /// The tenant has as many as it may; nothing was changed.
        record Full() implements Put {}
    }

    /// What came of deleting a profile.
    enum Deletion {
        /// It is gone.
        DELETED,
        /// The condition does not hold; it is still there, or was not there.
        STALE,
        /// There was none of that name, and the condition did not ask for one.
        UNKNOWN
    }
}
