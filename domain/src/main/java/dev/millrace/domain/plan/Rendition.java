package dev.millrace.domain.plan;

/// One encoded output of a job.
public sealed interface Rendition permits VideoRendition, AudioRendition {
    /// Its name within the job.
    RenditionId id();
}
