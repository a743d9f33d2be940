package dev.millrace.adapter.postgres;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/// A row of `millrace.profile`.
@MappedEntity("profile")
record ProfileRow(String tenantId, @Id String name, String profile, long version) {}
