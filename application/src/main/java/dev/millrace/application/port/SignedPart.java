package dev.millrace.application.port;

import dev.millrace.domain.upload.UploadPart;
import java.net.URI;

/// A link by which whoever holds it may send one part.
///
/// @param part which part, and the only size that is taken
/// @param link takes an HTTP `PUT` of the part's bytes
public record SignedPart(UploadPart part, URI link) {}
