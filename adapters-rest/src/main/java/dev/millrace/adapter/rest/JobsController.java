package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.application.client.NewJob;
import dev.millrace.application.client.SubmitJob;
import dev.millrace.application.client.UseCases;
import dev.millrace.application.port.Change;
import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.Idempotency;
import dev.millrace.application.port.JobQuery;
import dev.millrace.application.port.Page;
import dev.millrace.domain.access.Scope;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.job.Priority;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Submits, shows, lists and changes jobs.
@Controller("/jobs")
@ExecuteOn(Crowd.REQUESTS)
@Produces(MediaType.APPLICATION_JSON)
final class JobsController {
    private static final int USUAL_PAGE = 50;

    private final UseCases useCases;
    private final JobDocument documents;
    private final Inspections inspections;

    JobsController(UseCases useCases, JobDocument documents, Inspections inspections) {
        this.useCases = useCases;
        this.documents = documents;
        this.inspections = inspections;
    }

    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    @Needs(Scope.JOBS_WRITE)
    HttpResponse<byte[]> submit(Caller caller, HttpRequest<byte[]> request) throws InterruptedException {
        Parameters parameters = Parameters.of(request, List.of("dry_run"));
        boolean dry = parameters.flag("dry_run");
        parameters.refuseViolations();
        NewJob wanted = JobRequest.job(Json.read(request.getBody())).tenant(caller.tenant());
        if (dry) {
            return inspections.of(wanted);
        }
        Optional<String> key = Optional.ofNullable(request.getHeaders().get("Idempotency-Key"));
        return switch (useCases.submit()
                .submit(key.map(text -> once(wanted, text)).orElse(wanted))) {
            case SubmitJob.Answer.Accepted accepted -> created(accepted.job());
            case SubmitJob.Answer.SameAsBefore same -> created(same.job());
            case SubmitJob.Answer.KeyReused _ ->
                Problem.of(new Failure(
                                FailureCode.IDEMPOTENCY_KEY_REUSED,
                                "The Idempotency-Key was used for another request; choose a new one."))
                        .response();
            case SubmitJob.Answer.Refused refused ->
                Problem.blaming(refused.failure()).response();
        };
    }

    /// The fingerprint is of what was understood, so that white space and the order of fields don't matter.
    private static NewJob once(NewJob wanted, String key) {
        if (key.isEmpty() || key.length() > 255) {
            throw new Refused(Problem.of(
                    HttpStatus.BAD_REQUEST,
                    FailureCode.REQUEST_MALFORMED,
                    "An Idempotency-Key has 1 to 255 characters."));
        }
        return wanted.once(new Idempotency(key, Fingerprint.of(wanted)));
    }

    private HttpResponse<byte[]> created(Job job) {
        return Json.response(HttpStatus.CREATED, view(job))
                .header(HttpHeaders.LOCATION, URI.create("/jobs/" + job.id()).toString());
    }

    @Get
    @Needs(Scope.JOBS_READ)
    HttpResponse<byte[]> list(Caller caller, HttpRequest<?> request) {
        Parameters parameters = Parameters.of(request, List.of("limit", "cursor", "status"));
        int limit = parameters.whole("limit", 1, 200).orElse(USUAL_PAGE);
        Optional<JobStatus> status = parameters.word("status", List.of(JobStatus.values()), JobStatus::word);
        Optional<JobId> cursor = parameters.text("cursor", "the next_cursor of a page before", Paths::readId);
        parameters.refuseViolations();
        Page<Job> page = useCases.read()
                .list(new JobQuery(caller.tenant(), status, limit, cursor.map(id -> new Cursor(id.toString()))));
        ObjectNode document = Json.object();
        ArrayNode jobs = document.putArray("jobs");
        page.items().forEach(job -> jobs.add(documents.summary(job)));
        document.put("next_cursor", page.next().map(Cursor::value).orElse(null));
        var response = Json.ok(document);
        page.next().ifPresent(next -> response.header(HttpHeaders.LINK, nextLink(limit, status, next)));
        return response;
    }

    private static String nextLink(int limit, Optional<JobStatus> status, Cursor next) {
        String filter = status.map(word -> "&status=" + word.word()).orElse("");
        String cursor = URLEncoder.encode(next.value(), StandardCharsets.UTF_8);
        return "</jobs?limit=" + limit + filter + "&cursor=" + cursor + ">; rel=\"next\"";
    }

    @Get("/{id}")
    @Needs(Scope.JOBS_READ)
    HttpResponse<byte[]> show(Caller caller, @PathVariable String id) {
        return useCases.read()
                .report(caller.tenant(), Paths.job(id))
                .map(report -> Json.ok(documents.of(report)))
                .orElseThrow(() -> new Refused(Problem.noSuchJob()));
    }

    @Post("/{id}/cancel")
    @ExecuteOn(Crowd.URGENT)
    @Needs(Scope.JOBS_WRITE)
    HttpResponse<byte[]> cancel(Caller caller, @PathVariable String id) {
        return changed(caller, id, useCases.cancel()::cancel, "only queued and processing jobs can be canceled");
    }

    @Post("/{id}/retry")
    @Needs(Scope.JOBS_WRITE)
    HttpResponse<byte[]> retry(Caller caller, @PathVariable String id) {
        return changed(caller, id, useCases.retry()::retry, "only failed and canceled jobs can be tried again");
    }

    @Post("/{id}/pause")
    @Needs(Scope.JOBS_WRITE)
    HttpResponse<byte[]> pause(Caller caller, @PathVariable String id) {
        return changed(caller, id, useCases.pause()::pause, "only queued and processing jobs can be paused");
    }

    @Post("/{id}/resume")
    @Needs(Scope.JOBS_WRITE)
    HttpResponse<byte[]> resume(Caller caller, @PathVariable String id) {
        return changed(caller, id, useCases.pause()::resume, "only queued and processing jobs can be resumed");
    }

    @Patch("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Needs(Scope.JOBS_WRITE)
    HttpResponse<byte[]> prioritize(Caller caller, @PathVariable String id, HttpRequest<byte[]> request) {
        Priority priority = JobRequest.priority(Json.read(request.getBody()));
        return changed(
                caller,
                id,
                (tenant, job) -> useCases.prioritize().prioritize(tenant, job, priority),
                "only the priority of queued jobs can be changed");
    }

    @Delete("/{id}")
    @Needs(Scope.JOBS_WRITE)
    HttpResponse<byte[]> delete(Caller caller, @PathVariable String id) {
        return switch (useCases.delete().delete(caller.tenant(), Paths.job(id))) {
            case Change.Changed _ -> HttpResponse.noContent();
            case Change.Refused refused ->
                conflict(refused.job(), "only jobs that are over can be deleted; cancel it first");
            case Change.Unknown _ -> throw new Refused(Problem.noSuchJob());
        };
    }

    private HttpResponse<byte[]> changed(
            Caller caller, String id, BiFunction<TenantId, JobId, Change> change, String rule) {
        return switch (change.apply(caller.tenant(), Paths.job(id))) {
            case Change.Changed changed -> Json.ok(view(changed.job()));
            case Change.Refused refused -> conflict(refused.job(), rule);
            case Change.Unknown _ -> throw new Refused(Problem.noSuchJob());
        };
    }

    private static HttpResponse<byte[]> conflict(Job job, String rule) {
        return Problem.of(new Failure(
                        FailureCode.STATE_CONFLICT, "The job is " + job.status().word() + ", and " + rule + "."))
                .response();
    }

    /// With its tasks if it is still there, which somebody may have deleted meanwhile.
    private ObjectNode view(Job job) {
        return useCases.read()
                .report(job.tenant(), job.id())
                .map(documents::of)
                .orElseGet(() -> documents.summary(job));
    }
}
