package dev.millrace.adapter.rest;

import dev.millrace.domain.document.Expected;
import dev.millrace.domain.document.FieldsHere;
import dev.millrace.domain.document.Node;
import dev.millrace.domain.document.Place;
import dev.millrace.domain.failure.Violation;
import dev.millrace.domain.webhook.Webhook;
import dev.millrace.domain.webhook.WebhookEvent;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The body of `POST /webhooks`.
///
/// @param url where to
/// @param events what is to be told
record WebhookRequest(URI url, Set<WebhookEvent> events) {
    private static final Expected<URI> URL = Expected.text(
            "an address with http or https and a host, without a user and a fragment, of up to " + Webhook.LONGEST_URL
                    + " characters of ASCII",
            Webhook::readUrl);
    private static final Expected<WebhookEvent> EVENT =
            Expected.oneOf(List.of(WebhookEvent.values()), WebhookEvent::word);

    static WebhookRequest read(Node document) {
        List<Violation> violations = new ArrayList<>();
        FieldsHere fields = new Place("", document, violations).fields("an object", List.of("url", "events"));
        Optional<URI> url = fields.required("url", URL);
        Set<WebhookEvent> events = fields.has("events")
                ? fields.items("events", new Place.ListOf("events", 1, WebhookEvent.values().length)).stream()
                        .flatMap(place -> place.read(EVENT).stream())
                        .collect(Collectors.toSet())
                : WebhookEvent.USUAL;
        if (!violations.isEmpty()) {
            throw new Refused(Problem.invalid(violations));
        }
        return new WebhookRequest(url.orElseThrow(), events);
    }
}
