package dev.millrace.architecture.wrong.adapter.tape;

import dev.millrace.architecture.wrong.application.port.Store;

/// Breaks: every implementation of a port is held to its contract.
final class AdapterWithoutAContractTest implements Store {}
