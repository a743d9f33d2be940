package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.application.client.DeleteProfile;
import dev.millrace.application.client.ProfileUseCases;
import dev.millrace.application.client.ReadProfiles;
import dev.millrace.application.client.StoreProfile;
import dev.millrace.application.client.UseCases;
import dev.millrace.application.port.ProfileCatalog.Condition;
import dev.millrace.application.port.StoredProfile;
import dev.millrace.domain.access.Scope;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.ProfileName;
import dev.millrace.domain.profile.ProfileWriter;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/// Shows the profiles that jobs may name, and keeps those of the caller's tenant.
///
/// What is shown of one can be put again as it stands, and is what a file of the command line holds.
@Controller("/profiles")
@ExecuteOn(Crowd.REQUESTS)
@Produces(MediaType.APPLICATION_JSON)
final class ProfilesController {
    private final ProfileUseCases profiles;

    ProfilesController(UseCases useCases) {
        this.profiles = useCases.profiles();
    }

    @Get
    @Needs(Scope.JOBS_READ)
    HttpResponse<byte[]> list(Caller caller) {
        ObjectNode document = Json.object();
        ArrayNode list = document.putArray("profiles");
        for (ReadProfiles.Seen seen : profiles.read().list(caller.tenant())) {
            ObjectNode entry = list.addObject()
                    .put("name", seen.profile().name().value())
                    .put("built_in", seen.version().isEmpty())
                    .put("version", seen.version().orElse(null));
            entry.set("profile", Json.of(ProfileWriter.write(seen.profile())));
        }
        return Json.ok(document);
    }

    @Get("/{name}")
    @Needs(Scope.JOBS_READ)
    HttpResponse<byte[]> show(Caller caller, @PathVariable String name) {
        ReadProfiles.Seen seen = named(name)
                .flatMap(wellFormed -> profiles.read().find(caller.tenant(), wellFormed))
                .orElseThrow(() -> new Refused(unknown()));
        MutableHttpResponse<byte[]> response = document(HttpStatus.OK, seen.profile());
        seen.version().ifPresent(version -> response.header(HttpHeaders.ETAG, ProfileVersions.tag(version)));
        return response;
    }

    @Put("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Needs(Scope.ADMIN)
    HttpResponse<byte[]> store(Caller caller, HttpRequest<byte[]> request, @PathVariable String name) {
        Condition condition = ProfileVersions.condition(request.getHeaders());
        Profile profile = ProfileRequest.named(name, Json.read(request.getBody()));
        return switch (profiles.store().store(caller.tenant(), profile, condition)) {
            case StoreProfile.Answer.Added added ->
                stored(HttpStatus.CREATED, added.stored()).header(HttpHeaders.LOCATION, "/profiles/" + name);
            case StoreProfile.Answer.Replaced replaced -> stored(HttpStatus.OK, replaced.stored());
            case StoreProfile.Answer.BuiltIn _ -> builtIn().response();
            case StoreProfile.Answer.Stale _ -> stale().response();
            case StoreProfile.Answer.Full _ ->
                Problem.of(new Failure(
                                FailureCode.LIMIT_REACHED,
                                "There are " + StoreProfile.MOST
                                        + " profiles, and no more can be added; delete one that is not needed."))
                        .response();
        };
    }

    @Delete("/{name}")
    @Needs(Scope.ADMIN)
    HttpResponse<byte[]> delete(Caller caller, HttpRequest<?> request, @PathVariable String name) {
        Condition condition = ProfileVersions.condition(request.getHeaders());
        return switch (named(name)
                .map(wellFormed -> profiles.delete().delete(caller.tenant(), wellFormed, condition))
                .orElse(DeleteProfile.Answer.UNKNOWN)) {
            case DELETED -> HttpResponse.noContent();
            case BUILT_IN -> builtIn().response();
            case STALE -> stale().response();
            case UNKNOWN -> unknown().response();
        };
    }

    private static Optional<ProfileName> named(String name) {
        return Optional.of(name).filter(ProfileName::wellFormed).map(ProfileName::new);
    }

    private static MutableHttpResponse<byte[]> stored(HttpStatus status, StoredProfile stored) {
        return document(status, stored.profile()).header(HttpHeaders.ETAG, ProfileVersions.tag(stored.version()));
    }

    private static MutableHttpResponse<byte[]> document(HttpStatus status, Profile profile) {
        return Json.response(status, Json.of(ProfileWriter.write(profile)));
    }

    private static Problem unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, FailureCode.NOT_FOUND, "There is no profile of that name.");
    }

    private static Problem builtIn() {
        return Problem.of(new Failure(
                FailureCode.PROFILE_BUILT_IN,
                "This profile is built in and stays as it is; put yours under another name."));
    }

    private static Problem stale() {
        return Problem.of(new Failure(
                FailureCode.VERSION_CONFLICT,
                "The profile is not in the state that If-Match or If-None-Match asks for; read it again, and decide"
                        + " anew."));
    }
}
