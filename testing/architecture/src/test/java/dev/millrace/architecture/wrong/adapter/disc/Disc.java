package dev.millrace.architecture.wrong.adapter.disc;

/// Breaks nothing: it is the door of its adapter.
public final class Disc {}
