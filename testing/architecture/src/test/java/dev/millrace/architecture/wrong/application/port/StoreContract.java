package dev.millrace.architecture.wrong.application.port;

/// Breaks nothing: it stands for the contract suite of a port.
public abstract class StoreContract {}
