package dev.millrace.application.client;

/// All that clients may ask of webhooks.
///
/// @param create makes them
/// @param read shows them and what was sent
/// @param rotate replaces their secret
/// @param delete forgets them
/// @param replay sends again
public record WebhookUseCases(
        CreateWebhook create, ReadWebhooks read, RotateWebhook rotate, DeleteWebhook delete, ReplayDelivery replay) {}
