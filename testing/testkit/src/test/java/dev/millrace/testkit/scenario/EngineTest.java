package dev.millrace.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.application.client.NewJob;
import dev.millrace.application.engine.JobRefused;
import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.application.memory.MemoryPersistence;
import dev.millrace.application.port.ArrivalStore;
import dev.millrace.application.port.AttemptStore;
import dev.millrace.application.port.JobStore;
import dev.millrace.application.port.KeyStore;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.ProfileCatalog;
import dev.millrace.application.port.Subscription;
import dev.millrace.application.port.TaskStore;
import dev.millrace.application.port.UploadStore;
import dev.millrace.application.port.WebhookStore;
import dev.millrace.application.port.WorkerRegistry;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.work.WorkKind;
import dev.millrace.testkit.MemoryMediaStore;
import dev.millrace.testkit.ScriptedTools;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine with its own threads and the real clock.
class EngineTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path scratch;

    private final ScriptedTools tools = new ScriptedTools(Duration.ofSeconds(60));
    private final MemoryMediaStore media = new MemoryMediaStore();

    @BeforeEach
    void upload() {
        media.put(new ObjectKey("film.mp4"), new byte[] {1});
    }

    @Test
    void a_job_runs_from_submit_to_completed() throws Exception {
        try (TranscodingEngine engine = engine(2)) {
            JobId id = engine.submit(NewJob.of("film.mp4").profile("test"));

            Job done = engine.await(id, LONG).orElseThrow();

            assertThat(done.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(engine.tasks(id)).isNotEmpty();
        }
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void a_watcher_sees_the_job_move_to_its_end() throws Exception {
        List<Job> seen = Collections.synchronizedList(new ArrayList<>());
        try (TranscodingEngine engine = engine(1)) {
            JobId id = engine.submit(NewJob.of("film.mp4").profile("test"));
            try (Subscription _ = engine.watch(id, seen::add)) {
                engine.await(id, LONG);
            }
        }

        assertThat(seen).extracting(Job::version).isSorted();
        assertThat(seen.size()).isGreaterThan(1);
    }

    @Test
    void closing_hands_back_what_runs_and_leaves_no_thread_behind() throws Exception {
        Hold hold = new Hold();
        tools.next(WorkKind.PROBE, hold);
        TranscodingEngine engine = engine(2);
        engine.submit(NewJob.of("film.mp4").profile("test"));
        hold.awaitReached();

        engine.close();

        hold.awaitInterrupted();
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void what_is_closed_with_the_engine_is_not_used_any_more() throws Exception {
        CountDownLatch swept = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch noticed = new CountDownLatch(1);
        AtomicBoolean usedAfterwards = new AtomicBoolean();
        Persistence slow = new Swept(new MemoryPersistence(Clock.systemUTC(), new Random(1)), closed, () -> {
            swept.countDown();
            awaitInterrupt();
            // As a database driver does, it takes its time to notice; too much of it if nobody waits for it.
            usedAfterwards.compareAndSet(false, happens(closed, Duration.ofMillis(200)));
            noticed.countDown();
            Thread.currentThread().interrupt();
        });
        TranscodingEngine engine = TranscodingEngine.builder()
                .media(media)
                .persistence(slow)
                .slots(0)
                .start();
        assertThat(swept.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

        engine.close();

        assertThat(noticed.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(closed.getCount()).isZero();
        assertThat(usedAfterwards).isFalse();
    }

    @Test
    void an_engine_without_slots_only_submits() throws Exception {
        try (TranscodingEngine engine =
                TranscodingEngine.builder().media(media).slots(0).start()) {
            JobId id = engine.submit(NewJob.of("film.mp4").profile("test"));

            Job waiting = engine.await(id, Duration.ofMillis(50)).orElseThrow();

            assertThat(waiting.status()).isEqualTo(JobStatus.QUEUED);
        }
    }

    @Test
    void a_job_that_can_not_be_done_is_refused_with_its_code() {
        try (TranscodingEngine engine = engine(1)) {
            assertThatThrownBy(() -> engine.submit(NewJob.of("missing.mp4")))
                    .isInstanceOfSatisfying(
                            JobRefused.class,
                            refused -> assertThat(refused.failure().code()).isEqualTo(FailureCode.INPUT_NOT_FOUND));
        }
    }

    @Test
    void an_engine_without_a_media_store_does_not_start() {
        assertThatThrownBy(() -> TranscodingEngine.builder().start()).hasMessage("an engine needs a media store");
    }

    private TranscodingEngine engine(int slots) {
        return TranscodingEngine.builder()
                .media(media)
                .tools(tools)
                .slots(slots)
                .scratch(scratch)
                .start();
    }

    private static void awaitInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            return;
        }
    }

    private static boolean happens(CountDownLatch event, Duration within) {
        try {
            return event.await(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            return false;
        }
    }

    /// A persistence whose tasks are only looked at when a test lets them.
    private record Swept(Persistence behind, CountDownLatch closed, Runnable look) implements Persistence {
        @Override
        public TaskStore tasks() {
            TaskStore real = behind.tasks();
            Object slow = Proxy.newProxyInstance(
                    TaskStore.class.getClassLoader(), new Class<?>[] {TaskStore.class}, (_, method, arguments) -> {
                        look.run();
                        return method.invoke(real, arguments);
                    });
            return TaskStore.class.cast(slow);
        }

        @Override
        public JobStore jobs() {
            return behind.jobs();
        }

        @Override
        public AttemptStore attempts() {
            return behind.attempts();
        }

        @Override
        public ProfileCatalog profiles() {
            return behind.profiles();
        }

        @Override
        public UploadStore uploads() {
            return behind.uploads();
        }

        @Override
        public KeyStore keys() {
            return behind.keys();
        }

        @Override
        public WebhookStore webhooks() {
            return behind.webhooks();
        }

        @Override
        public ArrivalStore arrivals() {
            return behind.arrivals();
        }

        @Override
        public WorkerRegistry workers() {
            return behind.workers();
        }

        @Override
        public void close() {
            closed.countDown();
            behind.close();
        }
    }
}
