package dev.millrace.application.memory;

import dev.millrace.application.port.ProfileCatalog;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.ProfileName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// [ProfileCatalog] in memory.
final class MemoryProfiles implements ProfileCatalog {
    private final Map<Key, Profile> profiles = new ConcurrentHashMap<>();

    @Override
    public Optional<Profile> find(TenantId tenant, ProfileName name) {
        return Optional.ofNullable(profiles.get(new Key(tenant, name)));
    }

    @Override
    public List<Profile> list(TenantId tenant) {
        return profiles.entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(tenant))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparing(profile -> profile.name().value()))
                .toList();
    }

    @Override
    public void put(TenantId tenant, Profile profile) {
        profiles.put(new Key(tenant, profile.name()), profile);
    }

    @Override
    public boolean delete(TenantId tenant, ProfileName name) {
        return profiles.remove(new Key(tenant, name)) != null;
    }

    private record Key(TenantId tenant, ProfileName name) {}
}
