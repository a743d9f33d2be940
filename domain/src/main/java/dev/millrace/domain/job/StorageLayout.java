package dev.millrace.domain.job;

import dev.millrace.domain.delivery.ObjectPrefix;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.work.Epoch;

/// Where a job's objects lie. Every attempt writes below a prefix of its own, so a late writer can't touch a byte that
/// was published; the task's row says which attempt won.
public final class StorageLayout {
    private StorageLayout() {}

    /// All objects of a job: `t/<tenant>/jobs/<job>/`.
    public static ObjectPrefix job(TenantId tenant, JobId job) {
        return new ObjectPrefix(ObjectPrefix.of(tenant) + "jobs/" + job + "/");
    }

    /// All objects of one attempt: `t/<tenant>/jobs/<job>/<task>/e<epoch>/`.
    public static ObjectPrefix attempt(TenantId tenant, TaskId task, Epoch epoch) {
        return new ObjectPrefix(job(tenant, task.job()) + task.name().value() + "/e" + epoch.value() + "/");
    }
}
