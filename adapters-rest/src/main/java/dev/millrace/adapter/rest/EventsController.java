package dev.millrace.adapter.rest;

import dev.millrace.application.client.FollowedJobs;
import dev.millrace.application.client.UseCases;
import dev.millrace.domain.access.Scope;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.reactivestreams.Publisher;

/// Tells how jobs change, as Server-Sent Events.
@Needs(Scope.JOBS_READ)
@Controller
@ExecuteOn(Crowd.REQUESTS)
@Produces(MediaType.TEXT_EVENT_STREAM)
final class EventsController {
    private static final Duration PACE = Duration.ofMillis(500);
    private static final String LAST = "Last-Event-ID";

    private final UseCases useCases;
    private final EventStreams streams;

    EventsController(UseCases useCases, EventStreams streams) {
        this.useCases = useCases;
        this.streams = streams;
    }

    /// One job until it is over. A client that has seen the end is told to stay away: that is what 204 means to an
    /// `EventSource`, which would come back for ever otherwise.
    @Get("/jobs/{id}/events")
    HttpResponse<Publisher<Event<String>>> one(Caller caller, HttpRequest<?> request, @PathVariable String id) {
        streams.requireRoom();
        var job = useCases.read()
                .find(caller.tenant(), Paths.job(id))
                .orElseThrow(() -> new Refused(Problem.noSuchJob()));
        String last = request.getHeaders().get(LAST);
        if (job.status().terminal() && Long.toString(job.version()).equals(last)) {
            return HttpResponse.noContent();
        }
        FollowedJobs followed = useCases.follow()
                .one(caller.tenant(), job.id(), PACE)
                .orElseThrow(() -> new Refused(Problem.noSuchJob()));
        return HttpResponse.ok(streams.ofOne(followed));
    }

    /// All jobs, for as long as the client stays.
    @Get("/events")
    HttpResponse<Publisher<Event<String>>> all(Caller caller, HttpRequest<?> request) {
        streams.requireRoom();
        Optional<Instant> since =
                Optional.ofNullable(request.getHeaders().get(LAST)).flatMap(EventsController::moment);
        return HttpResponse.ok(streams.ofAll(useCases.follow().all(caller.tenant(), since, PACE)));
    }

    private static Optional<Instant> moment(String id) {
        return id.matches("[0-9]{1,15}") ? Optional.of(Instant.ofEpochMilli(Long.parseLong(id))) : Optional.empty();
    }
}
