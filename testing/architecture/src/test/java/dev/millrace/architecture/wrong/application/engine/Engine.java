package dev.millrace.architecture.wrong.application.engine;

/// Breaks nothing.
public interface Engine {}
