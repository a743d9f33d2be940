package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.application.client.Demand;
import dev.millrace.application.client.UseCases;
import dev.millrace.application.port.QueueLoad;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// Shows what waits for a worker, of all tenants.
@Controller("/queue")
@ExecuteOn(Crowd.REQUESTS)
@Produces(MediaType.APPLICATION_JSON)
final class QueueController {
    private final UseCases useCases;

    QueueController(UseCases useCases) {
        this.useCases = useCases;
    }

    @Get
    HttpResponse<byte[]> queue() {
        ObjectNode document = Json.object();
        ArrayNode classes = document.putArray("classes");
        for (QueueLoad load : useCases.measures().queue()) {
            classes.addObject()
                    .put("class", load.priorityClass().word())
                    .put("ready", load.ready())
                    .put("more", load.ready() == QueueLoad.MOST)
                    .put("oldest_seconds", load.oldest().toMillis() / 1e3);
        }
        Demand demand = useCases.measures().demand();
        document.put("backlog_cpu_seconds", demand.backlog().toMillis() / 1e3)
                .put("target_seconds", demand.target().toMillis() / 1e3)
                .put("workers_desired", demand.workers());
        ArrayNode blocked = document.putArray("blocked");
        useCases.measures()
                .blocked()
                .forEach(load -> blocked.add(JobDocument.blocked(load.blocked()).put("tasks", load.ready())));
        return Json.ok(document);
    }
}
