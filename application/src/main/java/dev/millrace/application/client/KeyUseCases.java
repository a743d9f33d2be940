package dev.millrace.application.client;

/// All that clients may ask of keys.
///
/// @param create makes them
/// @param read shows them and knows them again
/// @param delete forgets them
public record KeyUseCases(CreateKey create, ReadKeys read, DeleteKey delete) {}
