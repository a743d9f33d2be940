package dev.millrace.adapter.rest;

import dev.millrace.application.client.FollowedJobs;
import io.micronaut.http.sse.Event;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/// The clients of events that are here now.
@Singleton
final class EventStreams {
    private final RestConfig config;
    private final JobDocument documents;
    private final Set<FluxSink<Event<String>>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    EventStreams(RestConfig config, JobDocument documents) {
        this.config = config;
        this.documents = documents;
    }

    /// How many there are.
    int open() {
        return open.size();
    }

    /// Ends when the job is over.
    Publisher<Event<String>> ofOne(FollowedJobs followed) {
        return Flux.create(sink -> start(followed, sink, true));
    }

    /// Ends when the client leaves.
    Publisher<Event<String>> ofAll(FollowedJobs followed) {
        return Flux.create(sink -> start(followed, sink, false));
    }

    /// Before anything is done for a client.
    ///
    /// @throws Refused when there are as many as may be
    void requireRoom() {
        if (open.size() >= config.limits().streams()) {
            throw new Refused(Problem.crowded());
        }
    }

    private void start(FollowedJobs followed, FluxSink<Event<String>> sink, boolean one) {
        EventStream stream = new EventStream(followed, documents, sink, config.clock(), one);
        Thread thread = Thread.ofVirtual().name("millrace-events").unstarted(stream);
        open.add(sink);
        sink.onDispose(() -> {
            open.remove(sink);
            followed.close();
            thread.interrupt();
        });
        thread.start();
        if (ended) {
            sink.complete();
        }
    }

    /// Ends all of them, and those that come from now on. Their clients come back, and find another server or this one
    /// started anew.
    void end() {
        ended = true;
        open.forEach(FluxSink::complete);
    }
}
