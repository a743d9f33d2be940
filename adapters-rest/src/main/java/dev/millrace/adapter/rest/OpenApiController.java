package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Gives the description of the API to programs.
@NeedsNoKey
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class OpenApiController {
    /// RFC 9512.
    static final String YAML = "application/yaml";

    private final OpenApi openApi;

    private @Nullable ObjectNode document;

    OpenApiController(OpenApi openApi) {
        this.openApi = openApi;
    }

    @Get("/openapi.yml")
    @Produces(YAML)
    HttpResponse<byte[]> yaml(HttpRequest<?> request) {
        return answer(request, YamlText.of(document()).getBytes(StandardCharsets.UTF_8), YAML);
    }

    @Get("/openapi.json")
    @Produces(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> json(HttpRequest<?> request) {
        return answer(request, Json.bytes(document()), MediaType.APPLICATION_JSON);
    }

    private static HttpResponse<byte[]> answer(HttpRequest<?> request, byte[] text, String type) {
        return Gzip.where(request, text)
                .contentType(MediaType.of(type))
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                // It tells nothing of anybody's work, and tools of any page may read it.
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }

    /// Made when somebody first asks, and not while the server starts.
    private synchronized ObjectNode document() {
        ObjectNode made = document == null ? openApi.document() : document;
        document = made;
        return made;
    }
}
