package dev.millrace.architecture.wrong.adapter.disc;

/// Breaks: an adapter shows its doors alone.
public final class AdapterClassForAllToSee {}
