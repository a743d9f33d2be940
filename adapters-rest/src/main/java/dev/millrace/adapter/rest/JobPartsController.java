package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.application.client.ReadOutputs;
import dev.millrace.application.client.UseCases;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.access.Scope;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Shows what a job consists of and what was made of it.
@Needs(Scope.JOBS_READ)
@Controller("/jobs/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.APPLICATION_JSON)
final class JobPartsController {
    private final UseCases useCases;
    private final RestConfig config;

    JobPartsController(UseCases useCases, RestConfig config) {
        this.useCases = useCases;
        this.config = config;
    }

    @Get("/tasks")
    HttpResponse<byte[]> tasks(Caller caller, @PathVariable String id) {
        var tasks = useCases.read()
                .tasks(caller.tenant(), Paths.job(id))
                .orElseThrow(() -> new Refused(Problem.noSuchJob()));
        ObjectNode document = Json.object();
        ArrayNode list = document.putArray("tasks");
        tasks.forEach(task -> list.add(TaskDocument.of(task)));
        return Json.ok(document);
    }

    @Get("/outputs")
    HttpResponse<byte[]> outputs(Caller caller, @PathVariable String id) throws MediaFailed {
        // To the minute, so that the same link is handed out again for a while and caches know it.
        Instant until = config.clock().instant().plus(config.linkLife()).truncatedTo(ChronoUnit.MINUTES);
        List<ReadOutputs.Linked> outputs = useCases.outputs()
                .read(caller.tenant(), Paths.job(id), until)
                .orElseThrow(() -> new Refused(Problem.noSuchJob()));
        ObjectNode document = Json.object();
        ArrayNode list = document.putArray("outputs");
        outputs.forEach(output -> list.add(OutputDocument.of(output)));
        return Json.ok(document);
    }
}
