package dev.millrace.application.client;

/// All that clients may ask of profiles.
///
/// @param read shows them
/// @param store adds and replaces them
/// @param delete removes them
public record ProfileUseCases(ReadProfiles read, StoreProfile store, DeleteProfile delete) {}
