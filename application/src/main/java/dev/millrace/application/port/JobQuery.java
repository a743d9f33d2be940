package dev.millrace.application.port;

import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.JobStatus;
import java.util.Optional;

/// Which jobs to list.
///
/// @param tenant whose
/// @param status only these; empty for all
/// @param limit at most so many, 1 to 200
/// @param after the cursor of the previous page; empty for the first
public record JobQuery(TenantId tenant, Optional<JobStatus> status, int limit, Optional<Cursor> after) {
    /// Refuses limits outside 1 to 200.
    public JobQuery {
        if (limit < 1 || limit > 200) {
            throw new IllegalArgumentException("a page has 1 to 200 jobs, not " + limit);
        }
    }

    /// The tenant's newest jobs, in any state.
    public static JobQuery newest(TenantId tenant, int limit) {
        return new JobQuery(tenant, Optional.empty(), limit, Optional.empty());
    }

    /// The same question for the next page.
    public JobQuery from(Cursor cursor) {
        return new JobQuery(tenant, status, limit, Optional.of(cursor));
    }
}
