package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.application.client.CancelUpload;
import dev.millrace.application.client.CompleteUpload;
import dev.millrace.application.client.CreateUpload;
import dev.millrace.application.client.InputKeys;
import dev.millrace.application.client.LookAtUpload;
import dev.millrace.application.client.NewUpload;
import dev.millrace.application.client.UploadUseCases;
import dev.millrace.application.client.UseCases;
import dev.millrace.application.port.ArrivedPart;
import dev.millrace.application.port.SignedPart;
import dev.millrace.domain.access.Scope;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.upload.Upload;
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

/// Takes sources: says where their parts go, and makes one object of them. The parts pass by this server.
@Controller("/uploads")
@ExecuteOn(Crowd.REQUESTS)
@Produces(MediaType.APPLICATION_JSON)
final class UploadsController {
    private final UseCases useCases;

    UploadsController(UseCases useCases) {
        this.useCases = useCases;
    }

    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    @Needs(Scope.JOBS_WRITE)
    HttpResponse<byte[]> create(Caller caller, HttpRequest<byte[]> request) {
        NewUpload wanted = UploadRequest.read(caller.tenant(), Json.read(request.getBody()));
        return switch (uploads().create().create(wanted)) {
            case CreateUpload.Answer.Created created ->
                Json.response(HttpStatus.CREATED, document(created.upload(), List.of(), created.links()))
                        .header(
                                HttpHeaders.LOCATION,
                                "/uploads/" + created.upload().id());
            case CreateUpload.Answer.Invalid invalid ->
                Problem.invalid(invalid.violations()).response();
            case CreateUpload.Answer.Failed failed ->
                Problem.of(failed.failure()).response();
        };
    }

    @Get("/{id}")
    @Needs(Scope.JOBS_READ)
    HttpResponse<byte[]> look(Caller caller, @PathVariable String id) {
        return switch (uploads().look().look(caller.tenant(), Paths.upload(id))) {
            case LookAtUpload.Answer.Seen seen -> Json.ok(document(seen.upload(), seen.arrived(), seen.links()));
            case LookAtUpload.Answer.Unknown _ -> Problem.noSuchUpload().response();
            case LookAtUpload.Answer.Failed failed ->
                Problem.of(failed.failure()).response();
        };
    }

    @Post("/{id}/complete")
    @ExecuteOn(Crowd.PATIENT)
    @Needs(Scope.JOBS_WRITE)
    HttpResponse<byte[]> complete(Caller caller, @PathVariable String id) {
        return switch (uploads().complete().complete(caller.tenant(), Paths.upload(id))) {
            case CompleteUpload.Answer.Completed completed ->
                Json.ok(document(completed.upload(), List.of(), List.of()));
            case CompleteUpload.Answer.Incomplete incomplete ->
                Problem.of(incomplete.failure()).response();
            case CompleteUpload.Answer.Over over -> Problem.of(over.failure()).response();
            case CompleteUpload.Answer.Unknown _ -> Problem.noSuchUpload().response();
            case CompleteUpload.Answer.Failed failed ->
                Problem.of(failed.failure()).response();
        };
    }

    @Delete("/{id}")
    @Needs(Scope.JOBS_WRITE)
    HttpResponse<byte[]> cancel(Caller caller, @PathVariable String id) {
        return switch (uploads().cancel().cancel(caller.tenant(), Paths.upload(id))) {
            case CancelUpload.Answer.Canceled _ -> HttpResponse.noContent();
            case CancelUpload.Answer.Over over -> Problem.of(over.failure()).response();
            case CancelUpload.Answer.Unknown _ -> Problem.noSuchUpload().response();
        };
    }

    private UploadUseCases uploads() {
        return useCases.uploads()
                .orElseThrow(() -> new Refused(Problem.of(new Failure(
                        FailureCode.NOT_FOUND,
                        "This server takes no uploads; put the source into its storage and submit its key."))));
    }

    private static ObjectNode document(Upload upload, List<ArrivedPart> arrived, List<SignedPart> links) {
        ObjectNode node = Json.object();
        node.put("upload_id", upload.id().toString());
        node.put("status", upload.status().word());
        node.put("key", InputKeys.shown(upload.tenant(), upload.key()));
        node.put("filename", upload.filename().value());
        node.put("size", upload.size().bytes());
        node.put("content_type", upload.type().value());
        node.put("part_size", upload.parts().each().bytes());
        node.put("part_count", upload.parts().count());
        node.put("start_while_uploading", upload.early());
        ArrayNode parts = node.putArray("parts");
        for (SignedPart link : links) {
            parts.addObject()
                    .put("number", link.part().number())
                    .put("size", link.part().size().bytes())
                    .put("url", link.link().toString());
        }
        ArrayNode here = node.putArray("arrived");
        for (ArrivedPart part : arrived) {
            here.addObject()
                    .put("number", part.number())
                    .put("size", part.size().bytes());
        }
        node.put("created_at", JobDocument.time(Optional.of(upload.createdAt())));
        node.put("expires_at", JobDocument.time(Optional.of(upload.expiresAt())));
        return node;
    }
}
