package dev.millrace.application.client;

import dev.millrace.domain.identity.TenantId;

/// What a client announces of a file, as it said it.
///
/// @param tenant whose upload it will be
/// @param filename as the person has it
/// @param size in bytes
/// @param contentType such as `video/mp4`; empty when the client knows none
/// @param early whether a job will be begun on it before it is completed
public record NewUpload(TenantId tenant, String filename, long size, String contentType, boolean early) {}
