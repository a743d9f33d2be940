package dev.millrace.adapter.postgres;

import dev.millrace.application.port.ProfileCatalog;
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
    public Optional<Profile> find(TenantId tenant, ProfileName name) {
        return transactions.reading(
                () -> profiles.find(tenant.value(), name.value()).map(this::profile));
    }

    @Override
    public List<Profile> list(TenantId tenant) {
        return transactions.reading(
                () -> profiles.list(tenant.value()).stream().map(this::profile).toList());
    }

    @Override
    public void put(TenantId tenant, Profile profile) {
        transactions.run(
                () -> profiles.put(tenant.value(), profile.name().value(), json.write(Profile.class, profile)));
    }

    @Override
    public boolean delete(TenantId tenant, ProfileName name) {
        return transactions.in(() -> profiles.delete(tenant.value(), name.value()) == 1);
    }

    private Profile profile(ProfileRow row) {
        return json.read(Profile.class, row.profile());
    }
}
