package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.application.client.UseCases;
import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.HeldTask;
import dev.millrace.application.port.KnownWorker;
import dev.millrace.application.port.Page;
import dev.millrace.application.port.WorkerCard;
import dev.millrace.domain.identity.WorkerId;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;

/// Shows the workers that are alive, and drains them. They serve all tenants.
@Controller("/workers")
@ExecuteOn(Crowd.REQUESTS)
@Produces(MediaType.APPLICATION_JSON)
final class WorkersController {
    private static final int USUAL_PAGE = 50;

    private final UseCases useCases;

    WorkersController(UseCases useCases) {
        this.useCases = useCases;
    }

    @Get
    HttpResponse<byte[]> list(HttpRequest<?> request) {
        Parameters parameters = Parameters.of(request, List.of("limit", "cursor"));
        int limit = parameters.whole("limit", 1, 200).orElse(USUAL_PAGE);
        Optional<WorkerId> cursor = parameters.text("cursor", "the next_cursor of a page before", Paths::readWorker);
        parameters.refuseViolations();
        Page<KnownWorker> page = useCases.workers().list(limit, cursor.map(id -> new Cursor(id.toString())));
        ObjectNode document = Json.object();
        ArrayNode workers = document.putArray("workers");
        page.items().forEach(worker -> workers.add(document(worker)));
        document.put("next_cursor", page.next().map(Cursor::value).orElse(null));
        var response = Json.ok(document);
        page.next()
                .ifPresent(next -> response.header(
                        HttpHeaders.LINK, "</workers?limit=" + limit + "&cursor=" + next.value() + ">; rel=\"next\""));
        return response;
    }

    @Post("/{id}/drain")
    HttpResponse<byte[]> drain(@PathVariable String id) {
        return Paths.readWorker(id)
                .flatMap(useCases.drain()::drain)
                .map(asked -> (HttpResponse<byte[]>) Json.ok(document(asked)))
                .orElseGet(() -> Problem.noSuchWorker().response());
    }

    private static ObjectNode document(KnownWorker worker) {
        WorkerCard card = worker.card();
        ObjectNode node = Json.object()
                .put("id", card.worker().toString())
                .put("name", card.host())
                .put("version", card.version())
                .put("state", card.state().word())
                .put("slots", card.slots())
                .put("started_at", JobDocument.time(Optional.of(card.since())))
                .put("last_heartbeat_at", JobDocument.time(Optional.of(worker.seen())));
        ArrayNode tasks = node.putArray("tasks");
        worker.running().forEach(held -> tasks.add(document(held)));
        return node;
    }

    private static ObjectNode document(HeldTask held) {
        return Json.object()
                .put("job", held.task().job().toString())
                .put("task", held.task().name().value())
                .put("kind", held.kind())
                .put("started_at", JobDocument.time(Optional.of(held.since())))
                .put("progress", JobDocument.rounded(held.progress()));
    }
}
