package dev.millrace.application.client;

import dev.millrace.application.port.Ids;
import dev.millrace.application.port.KeyStore;
import dev.millrace.domain.access.ApiKey;
import dev.millrace.domain.access.KeyText;
import dev.millrace.domain.access.Scope;
import dev.millrace.domain.access.SecretHash;
import dev.millrace.domain.identity.TenantId;
import java.time.Clock;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Makes a key for a tenant. What it says is told once, here, and can't be told again.
public final class CreateKey {
    private final KeyStore keys;
    private final Ids ids;
    private final Clock clock;
    private final RandomGenerator random;

    /// @param keys keeps what may be kept of it
    /// @param ids names it
    /// @param clock dates it
    /// @param random its secret; a secure one
    public CreateKey(KeyStore keys, Ids ids, Clock clock, RandomGenerator random) {
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
    }

    /// A key that was just made.
    ///
    /// @param key as it is kept
    /// @param text what its holder shows
    public record Created(ApiKey key, KeyText text) {}

    /// Makes a key.
    ///
    /// @param name for people, as [ApiKey#wellNamed] has it
    /// @param scopes at least one
    public Created create(TenantId tenant, String name, Set<Scope> scopes) {
        byte[] secret = new byte[KeyText.SECRET_BYTES];
        random.nextBytes(secret);
        KeyText text = KeyText.of(ids.key(), secret);
        ApiKey key = new ApiKey(text.id(), tenant, name, scopes, SecretHash.of(text.secret()), clock.instant());
        keys.add(key);
        return new Created(key, text);
    }
}
