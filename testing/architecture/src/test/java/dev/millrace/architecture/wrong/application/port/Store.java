package dev.millrace.architecture.wrong.application.port;

/// Breaks nothing.
public interface Store {}
