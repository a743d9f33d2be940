package dev.millrace.application.port;

import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.job.Job;
import java.time.Duration;
import java.util.List;

/// Jobs that were begun while their sources are still being uploaded. Says of no upload whether it exists.
public interface ArrivalStore {
    /// Uploads by which sources of jobs arrive that are not over, of all tenants, those first that were looked at longest
    /// ago. An upload is named to one asker within `every`, so that many processes ask storage no more often than one.
    ///
    /// @param max most to name
    List<Followed> follow(int max, Duration every);

    /// Says that so much of a source's beginning has arrived, without a gap. Tasks of jobs that are not over and waited
    /// for no more than that, and for nothing else, become ready. Less than was said before changes nothing.
    ///
    /// @param bytes less than [Arrival#WHOLE]
    void arrived(TenantId tenant, UploadId upload, long bytes);

    /// Says that a source lies in storage, whole. Its jobs are from then on as if it had been there when they were
    /// submitted.
    void whole(TenantId tenant, UploadId upload);

    /// Says that a source will never be there, and answers the jobs that failed with it: those that were not over.
    ///
    /// @param failure why
    List<Job> never(TenantId tenant, UploadId upload, Failure failure);

    /// An upload that jobs wait for.
    ///
    /// @param tenant whose
    /// @param upload which
    record Followed(TenantId tenant, UploadId upload) {}
}
