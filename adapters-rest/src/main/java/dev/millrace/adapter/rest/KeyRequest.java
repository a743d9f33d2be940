package dev.millrace.adapter.rest;

import dev.millrace.domain.access.ApiKey;
import dev.millrace.domain.access.Scope;
import dev.millrace.domain.document.Expected;
import dev.millrace.domain.document.FieldsHere;
import dev.millrace.domain.document.Node;
import dev.millrace.domain.document.Place;
import dev.millrace.domain.failure.Violation;
import dev.millrace.domain.identity.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The body of `POST /keys`.
///
/// @param name for people
/// @param scopes at least one
/// @param tenant whose it will be; empty for that of the caller
record KeyRequest(String name, Set<Scope> scopes, Optional<TenantId> tenant) {
    static final String TENANT_SHAPE =
            "the name of a tenant: 1 to 63 lower-case letters, digits and hyphens, beginning with no hyphen";

    private static final Expected<String> NAME = Expected.text(
            "a name of 1 to " + ApiKey.LONGEST_NAME + " characters without control characters",
            text -> Optional.of(text).filter(ApiKey::wellNamed));
    private static final Expected<Scope> SCOPE = Expected.oneOf(List.of(Scope.values()), Scope::word);
    private static final Expected<TenantId> TENANT = Expected.text(TENANT_SHAPE, Paths::readTenant);

    static KeyRequest read(Node document) {
        List<Violation> violations = new ArrayList<>();
        FieldsHere fields =
                new Place("", document, violations).fields("an object", List.of("name", "scopes", "tenant"));
        Optional<String> name = fields.required("name", NAME);
        Set<Scope> scopes = fields.items("scopes", new Place.ListOf("scopes", 1, Scope.values().length)).stream()
                .flatMap(place -> place.read(SCOPE).stream())
                .collect(Collectors.toSet());
        Optional<TenantId> tenant = fields.has("tenant") ? fields.at("tenant").read(TENANT) : Optional.empty();
        if (!violations.isEmpty()) {
            throw new Refused(Problem.invalid(violations));
        }
        return new KeyRequest(name.orElseThrow(), scopes, tenant);
    }
}
