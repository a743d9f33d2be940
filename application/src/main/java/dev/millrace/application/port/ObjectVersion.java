package dev.millrace.application.port;

import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.media.ByteSize;

/// One state of an object: when it is replaced, it has another.
///
/// @param key its name
/// @param size of the whole object
/// @param tag what the storage calls this state, such as an entity tag; two states of one key have different tags
public record ObjectVersion(ObjectKey key, ByteSize size, String tag) {}
