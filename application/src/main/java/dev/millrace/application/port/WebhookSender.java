package dev.millrace.application.port;

import java.net.URI;
import java.util.Map;

/// Sends messages to receivers that tenants name, and that nobody trusts.
///
/// It connects to an address that it checked, never to one of a private network, of this machine or of a neighbour on the
/// link unless it was configured to, follows no redirect, reads no more of an answer than it needs, and comes back within a
/// time that it knows.
public interface WebhookSender {
    /// Posts JSON.
    ///
    /// @param headers further ones, by names in lower case
    /// @param body the JSON
    Answer post(URI url, Map<String, String> headers, byte[] body) throws InterruptedException;

    /// What came of it.
    sealed interface Answer {
        /// The receiver answered.
        ///
        /// @param status of HTTP, 100 to 599
        record Answered(int status) implements Answer {}

        /// There was no answer, or nobody was asked.
        ///
        /// @param why a sentence for the owner of the webhook, which tells nothing of networks it can't see
        record Unanswered(String why) implements Answer {}
    }
}
