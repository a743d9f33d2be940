package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.application.client.ReadOutputs;
import dev.millrace.application.client.UseCases;
import dev.millrace.application.port.EndedAttempt;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.access.Scope;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.work.Epoch;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Shows what a job consists of and what was made of it.
@Needs(Scope.JOBS_READ)
@Controller("/jobs/{id}")
@ExecuteOn(Crowd.REQUESTS)
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
        Map<TaskName, List<EndedAttempt>> attempts = useCases.read().attempts(caller.tenant(), Paths.job(id));
        tasks.forEach(task ->
                list.add(TaskDocument.of(task, attempts.getOrDefault(task.id().name(), List.of()))));
        return Json.ok(document);
    }

    @Get("/tasks/{task}/log")
    @Produces(MediaType.TEXT_PLAIN)
    HttpResponse<byte[]> log(
            Caller caller, HttpRequest<?> request, @PathVariable String id, @PathVariable String task) {
        Parameters parameters = Parameters.of(request, List.of("attempt"));
        Optional<Epoch> attempt =
                parameters.whole("attempt", 1, Integer.MAX_VALUE).map(Epoch::new);
        parameters.refuseViolations();
        return Paths.readTask(task)
                .flatMap(name -> useCases.read().log(caller.tenant(), new TaskId(Paths.job(id), name), attempt))
                .map(log -> HttpResponse.ok(log.getBytes(StandardCharsets.UTF_8))
                        .contentType(MediaType.of("text/plain;charset=utf-8")))
                .orElseThrow(() -> new Refused(Problem.of(
                        HttpStatus.NOT_FOUND,
                        FailureCode.NOT_FOUND,
                        "There is no log of such an attempt, or not yet.")));
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
