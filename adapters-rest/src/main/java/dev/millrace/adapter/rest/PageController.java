package dev.millrace.adapter.rest;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// A plain page for people, and the list of failures that problems link to.
@NeedsNoKey
@Controller
final class PageController {
    /// Scripts and styles come from here alone; media and parts of uploads may lie with another server, under signed
    /// links.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " connect-src 'self' http: https:; media-src 'self' http: https: blob:; img-src 'self' data:;"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String HLS_JS =
            "/META-INF/resources/webjars/hls.js/" + Webjar.version("org.webjars.npm", "hls.js") + "/dist/hls.min.js";

    @ForBrowsers
    @Get("/")
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<byte[]> page() {
        return of("page.html", "text/html;charset=utf-8");
    }

    @ForBrowsers
    @Get("/page.js")
    @Produces("text/javascript")
    HttpResponse<byte[]> script() {
        return of("page.js", "text/javascript;charset=utf-8");
    }

    @ForBrowsers
    @Get("/page.css")
    @Produces("text/css")
    HttpResponse<byte[]> style() {
        return of("page.css", "text/css;charset=utf-8");
    }

    /// The player for browsers that play no HLS by themselves.
    @ForBrowsers
    @Get("/hls.js")
    @Produces("text/javascript")
    HttpResponse<byte[]> player() {
        return of(HLS_JS, "text/javascript;charset=utf-8");
    }

    /// The page that describes every code, as it was when this server was built.
    @Get("/errors")
    @Produces(MediaType.TEXT_PLAIN)
    HttpResponse<byte[]> errors() {
        return of("errors.md", "text/plain;charset=utf-8");
    }

    private static HttpResponse<byte[]> of(String name, String type) {
        try (InputStream content = PageController.class.getResourceAsStream(name)) {
            return HttpResponse.ok(Objects.requireNonNull(content).readAllBytes())
                    .contentType(MediaType.of(type))
                    .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .header("Content-Security-Policy", POLICY);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
