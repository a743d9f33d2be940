package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.application.client.CreateKey;
import dev.millrace.application.client.KeyUseCases;
import dev.millrace.application.client.UseCases;
import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.Page;
import dev.millrace.domain.access.ApiKey;
import dev.millrace.domain.access.Scope;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.KeyId;
import dev.millrace.domain.identity.TenantId;
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

/// Makes, shows and deletes keys: those of the caller's tenant, and for operators those of any.
@Needs(Scope.ADMIN)
@Controller("/keys")
@ExecuteOn(Crowd.REQUESTS)
@Produces(MediaType.APPLICATION_JSON)
final class KeysController {
    private static final int USUAL_PAGE = 50;

    private final KeyUseCases keys;
    private final boolean used;

    KeysController(UseCases useCases, RestConfig config) {
        this.keys = useCases.keys();
        this.used = config.key().isPresent();
    }

    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> create(Caller caller, HttpRequest<byte[]> request) {
        if (!used) {
            throw new Refused(Problem.of(
                    HttpStatus.CONFLICT,
                    FailureCode.KEYS_UNUSED,
                    "This server asks nobody for a key; start it with MILLRACE_BOOTSTRAP_API_KEY first."));
        }
        KeyRequest wanted = KeyRequest.read(Json.read(request.getBody()));
        CreateKey.Created created =
                keys.create().create(tenant(caller, wanted.tenant()), wanted.name(), wanted.scopes());
        return Json.response(
                        HttpStatus.CREATED,
                        document(created.key()).put("key", created.text().text()))
                .header(HttpHeaders.LOCATION, "/keys/" + created.key().id());
    }

    @Get
    HttpResponse<byte[]> list(Caller caller, HttpRequest<?> request) {
        Parameters parameters = Parameters.of(request, List.of("limit", "cursor", "tenant"));
        int limit = parameters.whole("limit", 1, 200).orElse(USUAL_PAGE);
        Optional<KeyId> cursor = parameters.text("cursor", "the next_cursor of a page before", Paths::readKey);
        Optional<TenantId> wanted = parameters.text("tenant", KeyRequest.TENANT_SHAPE, Paths::readTenant);
        parameters.refuseViolations();
        Page<ApiKey> page =
                keys.read().list(tenant(caller, wanted), limit, cursor.map(id -> new Cursor(id.toString())));
        ObjectNode document = Json.object();
        ArrayNode list = document.putArray("keys");
        page.items().forEach(key -> list.add(document(key)));
        document.put("next_cursor", page.next().map(Cursor::value).orElse(null));
        var response = Json.ok(document);
        page.next()
                .ifPresent(next -> response.header(
                        HttpHeaders.LINK,
                        "</keys?limit=" + limit
                                + wanted.map(tenant -> "&tenant=" + tenant).orElse("") + "&cursor=" + next.value()
                                + ">; rel=\"next\""));
        return response;
    }

    @Delete("/{id}")
    HttpResponse<byte[]> delete(Caller caller, HttpRequest<?> request, @PathVariable String id) {
        Parameters parameters = Parameters.of(request, List.of("tenant"));
        Optional<TenantId> wanted = parameters.text("tenant", KeyRequest.TENANT_SHAPE, Paths::readTenant);
        parameters.refuseViolations();
        TenantId tenant = tenant(caller, wanted);
        return Paths.readKey(id)
                        .filter(key -> keys.delete().delete(tenant, key))
                        .isPresent()
                ? HttpResponse.noContent()
                : Problem.of(HttpStatus.NOT_FOUND, FailureCode.NOT_FOUND, "There is no such key.")
                        .response();
    }

    private static TenantId tenant(Caller caller, Optional<TenantId> wanted) {
        TenantId tenant = wanted.orElse(caller.tenant());
        if (!tenant.equals(caller.tenant()) && !caller.operates()) {
            throw new Refused(Problem.of(
                    HttpStatus.FORBIDDEN,
                    FailureCode.SCOPE_MISSING,
                    "Keys of other tenants take a key of the tenant default with the scope admin."));
        }
        return tenant;
    }

    private static ObjectNode document(ApiKey key) {
        ObjectNode node = Json.object()
                .put("id", key.id().toString())
                .put("name", key.name())
                .put("tenant", key.tenant().value());
        ArrayNode scopes = node.putArray("scopes");
        key.scopes().stream().sorted().map(Scope::word).forEach(scopes::add);
        return node.put("created_at", JobDocument.time(Optional.of(key.createdAt())));
    }
}
