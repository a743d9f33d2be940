package dev.millrace.architecture.wrong.adapter.disc;

import dev.millrace.architecture.wrong.application.port.Store;

/// Breaks nothing: `DiscStoreHeldToItsContract` is its contract test.
final class DiscStore implements Store {}
