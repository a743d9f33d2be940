package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.application.client.CheckHealth;
import dev.millrace.application.client.UseCases;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Says whether the server can do its work.
@NeedsNoKey
@Controller("/health")
@Produces(MediaType.APPLICATION_JSON)
final class HealthController {
    private final CheckHealth health;

    HealthController(UseCases useCases) {
        this.health = useCases.health();
    }

    /// All parts. A part that clients can do without leaves it at 200.
    @Get
    @ExecuteOn(Crowd.URGENT)
    HttpResponse<byte[]> all() throws InterruptedException {
        return answer(health.all());
    }

    /// The process alone: whoever restarts processes should not do it because a database is away, or because many ask; so this
    /// waits for no thread.
    @Get("/live")
    HttpResponse<byte[]> live() {
        return answer(List.of());
    }

    /// What must answer before requests are sent here.
    @Get("/ready")
    @ExecuteOn(Crowd.URGENT)
    HttpResponse<byte[]> ready() throws InterruptedException {
        return answer(health.needed());
    }

    private static HttpResponse<byte[]> answer(List<CheckHealth.Component> components) {
        CheckHealth.Status worst = components.stream()
                .map(CheckHealth.Component::status)
                .max(Comparator.naturalOrder())
                .orElse(CheckHealth.Status.UP);
        ObjectNode document = Json.object().put("status", word(worst));
        ObjectNode parts = document.putObject("components");
        for (CheckHealth.Component component : components) {
            parts.putObject(component.name())
                    .put("status", word(component.status()))
                    .put("detail", component.detail());
        }
        return Json.response(
                worst == CheckHealth.Status.DOWN ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK, document);
    }

    private static String word(CheckHealth.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
