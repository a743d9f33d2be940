package dev.millrace.architecture.wrong.adapter.disc;

import dev.millrace.architecture.wrong.application.port.StoreContract;

/// Breaks nothing.
final class DiscStoreHeldToItsContract extends StoreContract {}
