package dev.millrace.adapter.postgres;

import dev.millrace.domain.access.ApiKey;
import dev.millrace.domain.access.Scope;
import dev.millrace.domain.access.SecretHash;
import dev.millrace.domain.identity.KeyId;
import dev.millrace.domain.identity.TenantId;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// A row of `millrace.api_key`.
///
/// @param scopes words with commas between them
@MappedEntity("api_key")
record KeyRow(@Id UUID id, String tenantId, String name, String scopes, String hash, Instant createdAt) {

    ApiKey key() {
        return new ApiKey(new KeyId(id), new TenantId(tenantId), name, scopes(scopes), new SecretHash(hash), createdAt);
    }

    private static Set<Scope> scopes(String words) {
        return Arrays.stream(words.split(","))
                .map(word -> Scope.ofWord(word)
                        .orElseThrow(() -> new Unreadable("There is no scope of the word " + word + ".")))
                .collect(Collectors.toSet());
    }
}
