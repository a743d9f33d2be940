package dev.millrace.application.client;

import dev.millrace.application.port.ProfileCatalog;
import dev.millrace.application.port.StoredProfile;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.ProfileName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Shows the profiles that a tenant may name: the built-in ones and its own.
public final class ReadProfiles {
    private final ProfileCatalog catalog;

    /// @param catalog the tenants' own
    public ReadProfiles(ProfileCatalog catalog) {
        this.catalog = catalog;
    }

    /// A profile that may be named.
    ///
    /// @param profile what it makes
    /// @param version of this state of it; empty for a built-in one, which can't be changed
    public record Seen(Profile profile, Optional<Long> version) {
        static Seen own(StoredProfile stored) {
            return new Seen(stored.profile(), Optional.of(stored.version()));
        }

        static Seen builtIn(Profile profile) {
            return new Seen(profile, Optional.empty());
        }
    }

    /// The built-in ones, the default first, and the tenant's own by name. A built-in one in whose place jobs get one of the
    /// tenant's own is not among them.
    public List<Seen> list(TenantId tenant) {
        List<StoredProfile> own = catalog.list(tenant);
        List<ProfileName> taken =
                own.stream().map(stored -> stored.profile().name()).toList();
        List<Seen> seen = new ArrayList<>();
        BuiltInProfiles.all().stream()
                .filter(builtIn -> !taken.contains(builtIn.name()))
                .map(Seen::builtIn)
                .forEach(seen::add);
        own.stream().map(Seen::own).forEach(seen::add);
        return seen;
    }

    /// The one that a job of that tenant gets under this name.
    public Optional<Seen> find(TenantId tenant, ProfileName name) {
        return catalog.find(tenant, name)
                .map(Seen::own)
                .or(() -> BuiltInProfiles.named(name).map(Seen::builtIn));
    }
}
