package dev.millrace.domain.identity;

/// The identity of a task: its job, and its name there.
///
/// @param job whose graph it is part of
/// @param name unique within the job
public record TaskId(JobId job, TaskName name) {
    @Override
    public String toString() {
        return job + "/" + name;
    }
}
