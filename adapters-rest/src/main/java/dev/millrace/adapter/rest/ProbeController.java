package dev.millrace.adapter.rest;

import dev.millrace.application.client.NewJob;
import dev.millrace.domain.access.Scope;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// Says what a source is, and what the usual profile would make of it.
@Controller("/probe")
@ExecuteOn(Crowd.PATIENT)
@Produces(MediaType.APPLICATION_JSON)
final class ProbeController {
    private final Inspections inspections;

    ProbeController(Inspections inspections) {
        this.inspections = inspections;
    }

    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    @Needs(Scope.JOBS_WRITE)
    HttpResponse<byte[]> probe(Caller caller, HttpRequest<byte[]> request) throws InterruptedException {
        String input = JobRequest.probe(Json.read(request.getBody()));
        return inspections.of(NewJob.of(input).tenant(caller.tenant()));
    }

    /// The answer to a probe or a dry run that took longer.
    @Get("/{id}")
    @Needs(Scope.JOBS_READ)
    HttpResponse<byte[]> look(Caller caller, @PathVariable String id) {
        return inspections.of(caller.tenant(), Paths.readId(id).orElseThrow(() -> new Refused(Problem.notFound())));
    }
}
