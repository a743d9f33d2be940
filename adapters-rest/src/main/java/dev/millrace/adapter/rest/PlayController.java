package dev.millrace.adapter.rest;

import dev.millrace.application.client.PlayJob;
import dev.millrace.application.client.UseCases;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gives players their manifests.
@NeedsNoKey
@Controller("/jobs/{id}/play")
@ExecuteOn(Crowd.PATIENT)
@Produces(MediaType.ALL)
final class PlayController {
    private final Optional<PlayJob> player;

    PlayController(UseCases useCases) {
        this.player = useCases.play();
    }

    @Get("/{name}")
    HttpResponse<byte[]> play(HttpRequest<?> request, String id, String name, @QueryValue @Nullable String token)
            throws InterruptedException {
        PlayJob present = player.orElseThrow(() -> new Refused(Problem.notFound()));
        return switch (present.play(Paths.job(id), token == null ? "" : token, name)) {
            case PlayJob.Answer.Manifest manifest -> manifest(request, manifest);
            case PlayJob.Answer.Refused refused -> Problem.of(refused.failure()).response();
            case PlayJob.Answer.Unknown _ -> Problem.notFound().response();
        };
    }

    private static MutableHttpResponse<byte[]> manifest(HttpRequest<?> request, PlayJob.Answer.Manifest manifest) {
        byte[] text = manifest.text().getBytes(StandardCharsets.UTF_8);
        MutableHttpResponse<byte[]> response = Gzip.where(request, text)
                .contentType(MediaType.of(manifest.type().value()));
        // A player that keeps a list which has grown meanwhile stands still.
        return response.header(HttpHeaders.CACHE_CONTROL, manifest.last() ? "private, max-age=300" : "no-store");
    }

    /// The token in the link is the whole permission, so the players of any page may ask, and learn why they are refused.
    @ServerFilter("/jobs/*/play/**")
    static final class AnyOrigin {
        @ResponseFilter
        void allow(MutableHttpResponse<?> response) {
            response.header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        }
    }
}
