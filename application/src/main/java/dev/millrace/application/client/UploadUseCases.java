package dev.millrace.application.client;

/// All that clients may ask of uploads.
///
/// @param create begins them
/// @param look shows them, and goes on with them
/// @param complete ends them well
/// @param cancel gives them up
public record UploadUseCases(CreateUpload create, LookAtUpload look, CompleteUpload complete, CancelUpload cancel) {}
