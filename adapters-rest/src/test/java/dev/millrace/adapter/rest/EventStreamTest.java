package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.client.FollowedJobs;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import io.micronaut.http.sse.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

class EventStreamTest {
    @TempDir
    Path scratch;

    @Test
    void a_client_that_does_not_keep_up_misses_what_lies_between_and_never_the_end() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            String id = api.submit();
            Client client = new Client();
            api.api.bean(EventStreams.class).ofOne(follow(api, id)).subscribe(client);
            client.take(2);
            assertThat(client.next().getComment()).isEqualTo("here");
            assertThat(client.next().getData()).contains(id);
            api.finished(id);

            client.take(Long.MAX_VALUE);

            assertThat(client.next().getData()).contains("\"status\":\"completed\"");
            assertThat(client.over.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(client.came).isEmpty();
        }
    }

    @Test
    void a_client_that_takes_nothing_and_leaves_frees_its_thread() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            EventStreams streams = api.api.bean(EventStreams.class);
            Client client = new Client();
            streams.ofOne(follow(api, api.submit())).subscribe(client);
            assertThat(streams.open()).isEqualTo(1);

            client.cancel();

            assertThat(streams.open()).isZero();
        }
    }

    private static FollowedJobs follow(RunningApi api, String id) {
        return api.engine
                .useCases()
                .follow()
                .one(TenantId.DEFAULT, JobId.of(id), Duration.ofMillis(1))
                .orElseThrow();
    }

    /// Takes as many as the test says.
    private static final class Client extends BaseSubscriber<Event<String>> {
        private final BlockingQueue<Event<String>> came = new LinkedBlockingQueue<>();
        private final CountDownLatch over = new CountDownLatch(1);

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // Nothing yet.
        }

        void take(long events) {
            request(events);
        }

        @Override
        protected void hookOnNext(Event<String> event) {
            came.add(event);
        }

        @Override
        protected void hookOnComplete() {
            over.countDown();
        }

        Event<String> next() throws InterruptedException {
            Event<String> event = came.poll(10, TimeUnit.SECONDS);
            assertThat(event).as("the next event").isNotNull();
            return event;
        }
    }
}
