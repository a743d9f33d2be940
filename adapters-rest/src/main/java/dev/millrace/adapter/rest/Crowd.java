package dev.millrace.adapter.rest;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The threads on which requests are answered, in three groups that don't wait for each other.
///
/// Each group works on so many at a time, and so many more wait; the next one is refused before any work is done for it.
/// Without an end to the queue everybody would wait, and most would have left before it is their turn.
@Factory
final class Crowd {
    /// Whatever is answered by a few looks at the database.
    static final String REQUESTS = "millrace-requests";

    /// What must get through when nothing else does: whether the server can work, and that a job is to stop.
    static final String URGENT = "millrace-urgent";

    /// What waits for workers, for storage or for the first segment, and does little meanwhile.
    static final String PATIENT = "millrace-patient";

    private static final int URGENT_RUNNING = 16;

    /// Of what waits, many times as many cost as much.
    private static final int PATIENT_TIMES = 8;

    private final Group requests;
    private final Group urgent;
    private final Group patient;

    Crowd(RestConfig config) {
        RestLimits limits = config.limits();
        this.requests = new Group(threads(REQUESTS, limits.running()), limits.waiting());
        this.urgent = new Group(threads(URGENT, URGENT_RUNNING), limits.waiting());
        this.patient = new Group(threads(PATIENT, limits.running() * PATIENT_TIMES), limits.waiting());
    }

    @Singleton
    @Named(REQUESTS)
    @Bean(preDestroy = "shutdown")
    ExecutorService requests() {
        return requests.threads();
    }

    @Singleton
    @Named(URGENT)
    @Bean(preDestroy = "shutdown")
    ExecutorService urgent() {
        return urgent.threads();
    }

    @Singleton
    @Named(PATIENT)
    @Bean(preDestroy = "shutdown")
    ExecutorService patient() {
        return patient.threads();
    }

    /// Where to find out who asks, before a route is answered: beside the crowd for what must get through.
    ///
    /// @throws Refused when there are too many
    Executor entrance(Optional<AnnotationMetadata> route) {
        Group group = route.flatMap(found -> found.stringValue(ExecuteOn.class))
                .filter(URGENT::equals)
                .map(_ -> urgent)
                .orElse(requests);
        group.requireRoom();
        return group.threads();
    }

    /// Whether a route waits for a thread of one of the groups.
    static boolean answers(AnnotationMetadata route) {
        return route.stringValue(ExecuteOn.class)
                .filter(List.of(REQUESTS, URGENT, PATIENT)::contains)
                .isPresent();
    }

    /// @throws Refused when there are too many
    void requireRoom(AnnotationMetadata route) {
        route.stringValue(ExecuteOn.class).ifPresent(name -> {
            switch (name) {
                case REQUESTS -> requests.requireRoom();
                case URGENT -> urgent.requireRoom();
                case PATIENT -> patient.requireRoom();
                default -> {} // of an extension, which sees to itself
            }
        });
    }

    private static ThreadPoolExecutor threads(String name, int running) {
        var threads = new ThreadPoolExecutor(
                running,
                running,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                Thread.ofVirtual().name(name + "-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /// The queue has no end of its own, because the server could not answer what the queue refused. So a few more may wait
    /// that looked at it at the same moment.
    private record Group(ThreadPoolExecutor threads, int waiting) {
        void requireRoom() {
            if (threads.getQueue().size() >= waiting) {
                throw new Refused(Problem.crowded());
            }
        }
    }

    /// The last look before a route is answered.
    @ServerFilter("/**")
    @Order(Ordered.HIGHEST_PRECEDENCE + 5)
    static final class Door {
        private final Crowd crowd;

        Door(Crowd crowd) {
            this.crowd = crowd;
        }

        @RequestFilter
        void look(HttpRequest<?> request) {
            RouteAttributes.getRouteInfo(request).ifPresent(route -> crowd.requireRoom(route.getAnnotationMetadata()));
        }
    }
}
