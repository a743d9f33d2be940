package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.millrace.application.port.Ring;
import dev.millrace.application.port.Signalling;
import dev.millrace.application.port.TaskQueue;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.job.PriorityClass;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [TaskQueue] promises.
public abstract class TaskQueueContract {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final WorkerId worker = new WorkerId(Samples.aJobId().value());
    private Signalling signalling;
    private TaskQueue queue;

    /// For subclasses.
    protected TaskQueueContract() {}

    /// A bell that was never rung.
    protected abstract Signalling signalling();

    @BeforeEach
    final void open() {
        signalling = signalling();
        queue = signalling.queue();
    }

    @AfterEach
    final void close() {
        signalling.close();
    }

    @Test
    void a_ring_wakes_a_waiting_worker() throws Exception {
        CompletableFuture<Optional<PriorityClass>> heard = waiting();

        queue.ring(List.of(aRing(PriorityClass.NORMAL)));

        assertThat(heard.get(30, TimeUnit.SECONDS)).contains(PriorityClass.NORMAL);
    }

    @Test
    void a_ring_before_anybody_waits_is_heard_by_the_next() throws Exception {
        queue.ring(List.of(aRing(PriorityClass.LOW)));

        assertThat(queue.await(worker, LONG)).contains(PriorityClass.LOW);
    }

    @Test
    void the_highest_class_is_heard_first() throws Exception {
        queue.ring(List.of(aRing(PriorityClass.LOW), aRing(PriorityClass.HIGH), aRing(PriorityClass.NORMAL)));

        assertThat(List.of(hear(), hear(), hear()))
                .containsExactly(PriorityClass.HIGH, PriorityClass.NORMAL, PriorityClass.LOW);
    }

    @Test
    void a_wait_without_a_ring_ends_empty() throws Exception {
        assertThat(queue.await(worker, Duration.ofMillis(20))).isEmpty();
    }

    @Test
    void an_interrupt_ends_a_wait() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Thread waiter = Thread.ofVirtual().start(() -> {
            try {
                queue.await(worker, LONG);
            } catch (InterruptedException _) {
                ended.countDown();
            }
        });

        waiter.interrupt();

        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closing_wakes_everyone() throws Exception {
        CompletableFuture<Optional<PriorityClass>> heard = waiting();

        queue.close();

        assertThat(heard.get(30, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void ringing_never_blocks_however_often() {
        assertTimeoutPreemptively(LONG, () -> {
            for (int i = 0; i < 5000; i++) {
                queue.ring(List.of(aRing(PriorityClass.NORMAL)));
            }
        });
    }

    private CompletableFuture<Optional<PriorityClass>> waiting() {
        CompletableFuture<Optional<PriorityClass>> heard = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                heard.complete(queue.await(worker, LONG));
            } catch (InterruptedException interrupted) {
                heard.completeExceptionally(interrupted);
            }
        });
        return heard;
    }

    private PriorityClass hear() throws InterruptedException {
        return queue.await(worker, LONG).orElseThrow();
    }

    private static Ring aRing(PriorityClass priorityClass) {
        return new Ring(priorityClass, new TaskId(Samples.aJobId(), new TaskName("probe")));
    }
}
