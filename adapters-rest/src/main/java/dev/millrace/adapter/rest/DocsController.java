package dev.millrace.adapter.rest;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/// The description of the API for people, by [Swagger UI](https://github.com/swagger-api/swagger-ui). All of it comes from
/// here.
@ForBrowsers
@NeedsNoKey
@Controller("/docs")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DocsController {
    /// Swagger UI writes styles into its elements.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String LIBRARY =
            "/META-INF/resources/webjars/swagger-ui/" + Webjar.version("org.webjars", "swagger-ui") + "/";

    private static final String SCRIPT = "text/javascript;charset=utf-8";

    /// What the page is made of.
    private static final Map<String, Part> PARTS = Map.of(
            "swagger-ui.css", new Part(LIBRARY + "swagger-ui.css", "text/css;charset=utf-8"),
            "swagger-ui-bundle.js", new Part(LIBRARY + "swagger-ui-bundle.js", SCRIPT),
            "docs.js", new Part("docs.js", SCRIPT));

    /// @param resource of the class path
    /// @param type of it
    private record Part(String resource, String type) {}

    @Get
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<byte[]> page(HttpRequest<?> request) {
        return answer(request, new Part("docs.html", "text/html;charset=utf-8"));
    }

    @Get("/{file}")
    @Produces(MediaType.ALL)
    HttpResponse<byte[]> part(HttpRequest<?> request, @PathVariable String file) {
        Part part = PARTS.get(file);
        if (part == null) {
            throw new Refused(Problem.notFound());
        }
        return answer(request, part);
    }

    private static HttpResponse<byte[]> answer(HttpRequest<?> request, Part part) {
        try (InputStream content = DocsController.class.getResourceAsStream(part.resource())) {
            return Gzip.where(request, Objects.requireNonNull(content).readAllBytes())
                    .contentType(MediaType.of(part.type()))
                    .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .header("Content-Security-Policy", POLICY);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
