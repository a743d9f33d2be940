package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.application.client.CreateWebhook;
import dev.millrace.application.client.UseCases;
import dev.millrace.application.client.WebhookUseCases;
import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.Page;
import dev.millrace.application.port.WebhookStore.Replay;
import dev.millrace.domain.access.Scope;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.webhook.Webhook;
import dev.millrace.domain.webhook.WebhookDelivery;
import dev.millrace.domain.webhook.WebhookEvent;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;

/// Makes, shows and deletes webhooks, and tells what was sent to them.
@Needs(Scope.ADMIN)
@Controller("/webhooks")
@ExecuteOn(Crowd.REQUESTS)
@Produces(MediaType.APPLICATION_JSON)
final class WebhooksController {
    private static final int USUAL_PAGE = 50;

    private final WebhookUseCases webhooks;

    WebhooksController(UseCases useCases) {
        this.webhooks = useCases.webhooks();
    }

    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> create(Caller caller, HttpRequest<byte[]> request) {
        WebhookRequest wanted = WebhookRequest.read(Json.read(request.getBody()));
        return webhooks.create()
                .create(caller.tenant(), wanted.url(), wanted.events())
                .<HttpResponse<byte[]>>map(webhook -> Json.response(HttpStatus.CREATED, withSecret(webhook))
                        .header(HttpHeaders.LOCATION, "/webhooks/" + webhook.id()))
                .orElseGet(() -> Problem.of(new Failure(
                                FailureCode.LIMIT_REACHED,
                                "There are " + CreateWebhook.MOST + " webhooks, and no more can be made; delete one"
                                        + " that is not needed."))
                        .response());
    }

    @Get
    HttpResponse<byte[]> list(Caller caller) {
        ObjectNode document = Json.object();
        ArrayNode list = document.putArray("webhooks");
        webhooks.read().list(caller.tenant()).forEach(webhook -> list.add(document(webhook)));
        return Json.ok(document);
    }

    @Delete("/{id}")
    HttpResponse<byte[]> delete(Caller caller, @PathVariable String id) {
        return Paths.readWebhook(id)
                        .filter(webhook -> webhooks.delete().delete(caller.tenant(), webhook))
                        .isPresent()
                ? HttpResponse.noContent()
                : unknown().response();
    }

    @Post("/{id}/rotate")
    HttpResponse<byte[]> rotate(Caller caller, @PathVariable String id) {
        return Paths.readWebhook(id)
                .flatMap(webhook -> webhooks.rotate().rotate(caller.tenant(), webhook))
                .map(rotated -> Json.ok(withSecret(rotated)))
                .orElseThrow(() -> new Refused(unknown()));
    }

    @Get("/{id}/deliveries")
    HttpResponse<byte[]> deliveries(Caller caller, HttpRequest<?> request, @PathVariable String id) {
        Parameters parameters = Parameters.of(request, List.of("limit", "cursor"));
        int limit = parameters.whole("limit", 1, 200).orElse(USUAL_PAGE);
        Optional<Cursor> cursor = parameters.text(
                "cursor",
                "the next_cursor of a page before",
                text -> text.matches("[0-9]{1,18}") ? Optional.of(new Cursor(text)) : Optional.empty());
        parameters.refuseViolations();
        Page<WebhookDelivery> page = Paths.readWebhook(id)
                .flatMap(webhook -> webhooks.read().deliveries(caller.tenant(), webhook, limit, cursor))
                .orElseThrow(() -> new Refused(unknown()));
        ObjectNode document = Json.object();
        ArrayNode list = document.putArray("deliveries");
        page.items().forEach(delivery -> list.add(document(delivery)));
        document.put("next_cursor", page.next().map(Cursor::value).orElse(null));
        var response = Json.ok(document);
        page.next()
                .ifPresent(next -> response.header(
                        HttpHeaders.LINK,
                        "</webhooks/" + id + "/deliveries?limit=" + limit + "&cursor=" + next.value()
                                + ">; rel=\"next\""));
        return response;
    }

    @Post("/{id}/deliveries/{delivery}/replay")
    HttpResponse<byte[]> replay(Caller caller, @PathVariable String id, @PathVariable String delivery) {
        Replay answer = Paths.readWebhook(id)
                .flatMap(webhook -> Paths.readDelivery(delivery)
                        .map(wanted -> webhooks.replay().replay(caller.tenant(), webhook, wanted)))
                .orElseGet(Replay.Unknown::new);
        return switch (answer) {
            case Replay.Due due -> Json.response(HttpStatus.ACCEPTED, document(due.delivery()));
            case Replay.Disabled _ ->
                Problem.of(new Failure(
                                FailureCode.STATE_CONFLICT,
                                "The receiver said that it is gone, and the webhook is disabled; make a new one."))
                        .response();
            case Replay.Unknown _ ->
                Problem.of(HttpStatus.NOT_FOUND, FailureCode.NOT_FOUND, "There is no such delivery.")
                        .response();
        };
    }

    private static Problem unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, FailureCode.NOT_FOUND, "There is no such webhook.");
    }

    /// Told when the webhook is made and when its secret is replaced, and never again.
    private static ObjectNode withSecret(Webhook webhook) {
        return document(webhook).put("secret", webhook.secret().text());
    }

    private static ObjectNode document(Webhook webhook) {
        ObjectNode node = Json.object()
                .put("id", webhook.id().toString())
                .put("url", webhook.url().toString());
        ArrayNode events = node.putArray("events");
        webhook.events().stream().sorted().map(WebhookEvent::word).forEach(events::add);
        return node.put("created_at", JobDocument.time(Optional.of(webhook.createdAt())))
                .put("disabled_at", JobDocument.time(webhook.disabledAt()))
                .put("former_secret_until", JobDocument.time(webhook.former().map(Webhook.FormerSecret::until)));
    }

    private static ObjectNode document(WebhookDelivery delivery) {
        ObjectNode node = Json.object()
                .put("id", delivery.id().toString())
                .put("type", delivery.event().word())
                .put("job", delivery.job().toString())
                .put("version", delivery.number())
                .put("timestamp", JobDocument.time(Optional.of(delivery.at())))
                .put("status", delivery.status().word())
                .put("attempts", delivery.attempts())
                .put("next_attempt_at", JobDocument.time(delivery.nextAt()));
        node.putNull("last_attempt");
        delivery.last().ifPresent(attempt -> node.set("last_attempt", document(attempt)));
        return node;
    }

    private static ObjectNode document(WebhookDelivery.Attempt attempt) {
        return Json.object()
                .put("at", JobDocument.time(Optional.of(attempt.at())))
                .put("response_status", attempt.answer() == 0 ? null : attempt.answer())
                .put("detail", attempt.detail())
                .put("milliseconds", attempt.millis());
    }
}
