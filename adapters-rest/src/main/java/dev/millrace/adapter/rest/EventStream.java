package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.application.client.FollowedJobs;
import dev.millrace.application.client.FollowedJobs.News;
import dev.millrace.application.port.PersistenceUnavailable;
import io.micronaut.http.sse.Event;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.FluxSink;

/// What one client of events is sent. A virtual thread asks for news as long as the client is there and keeps up; a
/// slow client misses snapshots, never the last one.
final class EventStream implements Runnable {
    private static final System.Logger LOG = System.getLogger(EventStream.class.getName());

    /// Proxies and browsers take a connection that was silent for a minute for dead.
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /// How often a client that does not keep up is looked at again.
    private static final Duration SLOW = Duration.ofMillis(100);

    private final FollowedJobs followed;
    private final JobDocument documents;
    private final FluxSink<Event<String>> sink;
    private final Clock clock;
    private final boolean one;

    /// @param one whether it ends with the job
    EventStream(FollowedJobs followed, JobDocument documents, FluxSink<Event<String>> sink, Clock clock, boolean one) {
        this.followed = followed;
        this.documents = documents;
        this.sink = sink;
        this.clock = clock;
        this.one = one;
    }

    @Override
    public void run() {
        try {
            // The first byte says that the stream stands, before anything happens.
            sink.next(comment("here"));
            tell();
            sink.complete();
        } catch (InterruptedException _) {
            LOG.log(System.Logger.Level.DEBUG, "A client of events left");
        } catch (PersistenceUnavailable away) {
            // The client comes back by itself and is told what it missed.
            LOG.log(System.Logger.Level.WARNING, "A client of events is sent away: {0}", away.getMessage());
            sink.complete();
        } catch (RuntimeException fault) {
            LOG.log(System.Logger.Level.ERROR, "A client of events is sent away by a fault of Millrace", fault);
            sink.complete();
        }
    }

    private void tell() throws InterruptedException {
        boolean on = true;
        while (on && !sink.isCancelled()) {
            if (sink.requestedFromDownstream() == 0) {
                Thread.sleep(SLOW);
            } else {
                Optional<News> news = followed.next(HEARTBEAT);
                news.map(this::event).ifPresentOrElse(sink::next, () -> sink.next(comment("alive")));
                on = news.isEmpty() || !one || !isLast(news.get());
            }
        }
    }

    private static boolean isLast(News news) {
        return switch (news) {
            case News.Changed changed -> changed.report().job().status().terminal();
            case News.Gone _ -> true;
        };
    }

    private Event<String> event(News news) {
        return switch (news) {
            case News.Changed changed ->
                Event.of(text(documents.of(changed.report())))
                        .name("job")
                        .id(id(changed.report().job().version()));
            case News.Gone gone ->
                Event.of(text(Json.object().put("id", gone.job().toString()))).name("deleted");
        };
    }

    /// Of one job its version; versions of several jobs say nothing together, so there it is the moment.
    private String id(long version) {
        return Long.toString(one ? version : clock.millis());
    }

    private static String text(ObjectNode document) {
        return new String(Json.bytes(document), StandardCharsets.UTF_8);
    }

    private static Event<String> comment(String text) {
        return Event.of("").comment(text);
    }
}
