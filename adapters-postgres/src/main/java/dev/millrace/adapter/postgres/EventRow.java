package dev.millrace.adapter.postgres;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/// A row of `millrace.job_event`.
@MappedEntity("job_event")
record EventRow(UUID jobId, @Id long number, Instant at, String type, String detail) {}
