package dev.millrace.application.client;

import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The right to play one job for a while, for whoever holds its token.
///
/// @param tenant whose job it is
/// @param job which
/// @param until its end, in whole seconds
public record PlayPass(TenantId tenant, JobId job, Instant until) {
    /// Cuts the end to whole seconds.
    public PlayPass {
        until = until.truncatedTo(ChronoUnit.SECONDS);
    }
}
