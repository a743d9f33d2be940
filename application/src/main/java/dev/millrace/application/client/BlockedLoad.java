package dev.millrace.application.client;

import dev.millrace.domain.work.Blocked;

/// Tasks that wait in vain.
///
/// @param blocked why
/// @param ready how many
public record BlockedLoad(Blocked blocked, long ready) {}
