package dev.millrace.application.client;

import dev.millrace.application.port.ProfileCatalog;
import dev.millrace.application.port.StoredProfile;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Delivery;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.ProfileName;
import java.util.List;
import java.util.Optional;

/// Finds the profile that a client means.
///
/// @param catalog the tenants' own
record ProfileFinder(ProfileCatalog catalog) {
    /// The profile itself, or the one of that name: the tenant's own goes before a built-in one.
    Optional<Profile> find(TenantId tenant, NewJob.ProfileChoice choice) {
        return switch (choice) {
            case NewJob.ProfileChoice.Given given -> Optional.of(given.profile());
            case NewJob.ProfileChoice.Named(String name, List<Delivery> deliveries) ->
                named(tenant, name).map(profile -> deliveries.isEmpty() ? profile : profile.delivering(deliveries));
        };
    }

    private Optional<Profile> named(TenantId tenant, String name) {
        if (!ProfileName.wellFormed(name)) {
            return Optional.empty();
        }
        ProfileName wellFormed = new ProfileName(name);
        return catalog.find(tenant, wellFormed).map(StoredProfile::profile).or(() -> BuiltInProfiles.named(wellFormed));
    }
}
