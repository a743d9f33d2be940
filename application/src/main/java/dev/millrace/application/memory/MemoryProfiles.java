package dev.millrace.application.memory;

import dev.millrace.application.port.ProfileCatalog;
import dev.millrace.application.port.StoredProfile;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.ProfileName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// [ProfileCatalog] in memory.
final class MemoryProfiles implements ProfileCatalog {
    private final Map<Key, StoredProfile> profiles = new HashMap<>();
    private long versions;

    @Override
    public synchronized Optional<StoredProfile> find(TenantId tenant, ProfileName name) {
        return Optional.ofNullable(profiles.get(new Key(tenant, name)));
    }

    @Override
    public synchronized List<StoredProfile> list(TenantId tenant) {
        return of(tenant)
                .sorted(Comparator.comparing(stored -> stored.profile().name().value()))
                .toList();
    }

    @Override
    public synchronized Put put(TenantId tenant, Profile profile, Condition condition, int most) {
        Optional<StoredProfile> there = find(tenant, profile.name());
        if (!condition.allows(there)) {
            return new Put.Stale();
        }
        if (there.isEmpty() && of(tenant).count() >= most) {
            return new Put.Full();
        }
        StoredProfile stored = new StoredProfile(profile, ++versions);
        profiles.put(new Key(tenant, profile.name()), stored);
        return there.isPresent() ? new Put.Replaced(stored) : new Put.Added(stored);
    }

    @Override
    public synchronized Deletion delete(TenantId tenant, ProfileName name, Condition condition) {
        Optional<StoredProfile> there = find(tenant, name);
        if (!condition.allows(there)) {
            return Deletion.STALE;
        }
        profiles.remove(new Key(tenant, name));
        return there.isPresent() ? Deletion.DELETED : Deletion.UNKNOWN;
    }

    private Stream<StoredProfile> of(TenantId tenant) {
        return profiles.entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(tenant))
                .map(Map.Entry::getValue);
    }

    private record Key(TenantId tenant, ProfileName name) {}
}
