package dev.millrace.application.port;

import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.ProfileName;
import java.util.List;
import java.util.Optional;

/// A tenant's own profiles. Built-in ones are not stored.
public interface ProfileCatalog {
    /// The tenant's profile of that name.
    Optional<Profile> find(TenantId tenant, ProfileName name);

    /// All of the tenant's profiles by name.
    List<Profile> list(TenantId tenant);

    /// Adds or replaces the profile of that name. Jobs keep the profile they were submitted with.
    void put(TenantId tenant, Profile profile);

    /// Removes the profile of that name and answers whether there was one.
    boolean delete(TenantId tenant, ProfileName name);
}
