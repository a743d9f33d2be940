package dev.millrace.adapter.postgres;

import dev.millrace.application.port.ProfileCatalog;
import dev.millrace.application.port.StoredProfile;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.ProfileName;
import java.util.List;
import java.util.Optional;

/// [ProfileCatalog] on `millrace.profile`.
final class PostgresProfileCatalog implements ProfileCatalog {

    private final Transactions transactions;
    private final ProfileRepository profiles;
    private final StoredJson json;

    PostgresProfileCatalog(Transactions transactions, Repositories repositories, StoredJson json) {
        this.transactions = transactions;
        this.profiles = repositories.profiles();
        this.json = json;
    }

    @Override
    public Optional<StoredProfile> find(TenantId tenant, ProfileName name) {
        return transactions.reading(() -> stored(tenant, name));
    }

    @Override
    public List<StoredProfile> list(TenantId tenant) {
        return transactions.reading(
                () -> profiles.list(tenant.value()).stream().map(this::stored).toList());
    }

    @Override
    public Put put(TenantId tenant, Profile profile, Condition condition, int most) {
        return transactions.in(() -> {
            profiles.lock(tenant.value());
            Optional<StoredProfile> there = stored(tenant, profile.name());
            if (!condition.allows(there)) {
                return new Put.Stale();
            }
            if (there.isEmpty() && profiles.count(tenant.value()) >= most) {
                return new Put.Full();
            }
            profiles.put(tenant.value(), profile.name().value(), json.write(Profile.class, profile));
            StoredProfile now = stored(tenant, profile.name()).orElseThrow();
            return there.isPresent() ? new Put.Replaced(now) : new Put.Added(now);
        });
    }

    @Override
    public Deletion delete(TenantId tenant, ProfileName name, Condition condition) {
        return transactions.in(() -> {
            profiles.lock(tenant.value());
            if (!condition.allows(stored(tenant, name))) {
                return Deletion.STALE;
            }
            return profiles.delete(tenant.value(), name.value()) == 1 ? Deletion.DELETED : Deletion.UNKNOWN;
        });
    }

    private Optional<StoredProfile> stored(TenantId tenant, ProfileName name) {
        return profiles.find(tenant.value(), name.value()).map(this::stored);
    }

    private StoredProfile stored(ProfileRow row) {
        return new StoredProfile(json.read(Profile.class, row.profile()), row.version());
    }
}
