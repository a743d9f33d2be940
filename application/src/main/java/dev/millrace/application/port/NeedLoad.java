package dev.millrace.application.port;

import dev.millrace.domain.work.Need;

/// How many tasks wait that ask the same of a worker.
///
/// @param need what they ask
/// @param ready how many could be claimed now, if there were somebody to do it
public record NeedLoad(Need need, long ready) {}
