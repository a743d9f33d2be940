package dev.millrace.domain.delivery;

import java.net.URI;

/// Where the reader of a manifest finds what the manifest names.
///
/// Stored manifests link by [RelativeLinks]; a server that signs its links, and a program that lays files out anew,
/// bring their own.
///
/// @param <T> what is named: an object in storage, or a rendition whose playlist is meant
@FunctionalInterface
public interface Links<T> {
    /// The link, absolute or relative to the manifest.
    URI to(T target);
}
