package dev.millrace.adapter.redis;

import dev.millrace.application.port.Ring;
import dev.millrace.application.port.TaskQueue;
import dev.millrace.domain.identity.WorkerId;
import dev.millrace.domain.job.PriorityClass;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// [TaskQueue] as one list of tokens for each class. Waiting is one `BLPOP` over all of them, in the order of the
/// classes, on a connection of its own; the threads of a process take turns on it.
final class RedisDoorbell implements TaskQueue {
    /// More tokens than this are noise: whoever wakes claims until nothing is left.
    private static final int MOST = 1000;

    /// How much later than promised a reply may come before the connection counts as dead.
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final String TOKEN = "1";

    private final Link ringing;
    private final Link hearing;
    private final Map<PriorityClass, String> keys = new EnumMap<>(PriorityClass.class);
    private final ReentrantLock turn = new ReentrantLock();
    /// Asked and not answered yet; guarded by `turn`. A thread that stops waiting leaves it to the next.
    private @Nullable Waiting asked;

    /// @param ringing for rings, shared with others
    /// @param hearing blocks, and is nobody else's
    /// @param prefix what keys start with
    RedisDoorbell(Link ringing, Link hearing, String prefix) {
        this.ringing = ringing;
        this.hearing = hearing;
        for (PriorityClass priorityClass : PriorityClass.values()) {
            // The braces put all lists into one slot of a cluster, so that one command may name them all.
            keys.put(priorityClass, "{" + prefix + ":bell}:" + priorityClass.word());
        }
    }

    @Override
    public void ring(Collection<Ring> ready) {
        Map<PriorityClass, Integer> counts = new EnumMap<>(PriorityClass.class);
        ready.forEach(ring -> counts.merge(ring.priorityClass(), 1, Integer::sum));
        counts.forEach((priorityClass, count) ->
                ringing.attempt(line -> push(line, key(priorityClass), Math.min(MOST, count))));
    }

    private static CompletionStage<?> push(Line line, String key, int tokens) {
        var pushed = line.commands()
                .rpush(key, Collections.nCopies(tokens, TOKEN).toArray(String[]::new))
                .toCompletableFuture();
        var bounded = line.commands().ltrim(key, 0, MOST - 1).toCompletableFuture();
        return CompletableFuture.allOf(pushed, bounded);
    }

    @Override
    public Optional<PriorityClass> await(WorkerId worker, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        if (!turn.tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        try {
            while (!hearing.isClosed()) {
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                if (!left.isPositive()) {
                    return Optional.empty();
                }
                Optional<PriorityClass> heard = hear(left);
                if (heard.isPresent()) {
                    return heard;
                }
            }
            return Optional.empty();
        } finally {
            turn.unlock();
        }
    }

    /// Waits for one reply, or for a connection to ask on. Empty may come early.
    private Optional<PriorityClass> hear(Duration atMost) throws InterruptedException {
        Optional<Line> line = hearing.await(atMost);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        Waiting waiting = asked;
        if (waiting == null || !waiting.line().equals(line.get())) {
            waiting = ask(line.get(), atMost);
            asked = waiting;
        }
        return reply(waiting, atMost);
    }

    private Waiting ask(Line line, Duration atMost) {
        double seconds = Math.max(0.01, atMost.toMillis() / 1000.0); // 0 would be for ever
        return new Waiting(
                line,
                line.commands().blpop(seconds, keys.values().toArray(String[]::new)),
                System.nanoTime() + atMost.plus(GRACE).toNanos());
    }

    private Optional<PriorityClass> reply(Waiting waiting, Duration atMost) throws InterruptedException {
        try {
            @Nullable KeyValue<String, String> token = waiting.reply().get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            asked = null;
            return token == null ? Optional.empty() : Optional.of(classOf(token.getKey()));
        } catch (TimeoutException later) {
            if (System.nanoTime() - waiting.overdue() > 0) {
                giveUp(waiting, later);
            }
            return Optional.empty();
        } catch (ExecutionException | RuntimeException failed) {
            giveUp(waiting, failed);
            return Optional.empty();
        }
    }

    private void giveUp(Waiting waiting, Exception why) {
        asked = null;
        hearing.suspect(waiting.line(), why);
    }

    private PriorityClass classOf(String key) {
        return Stream.of(PriorityClass.values())
                .filter(priorityClass -> key(priorityClass).equals(key))
                .findFirst()
                .orElseThrow();
    }

    private String key(PriorityClass priorityClass) {
        return keys.getOrDefault(priorityClass, "");
    }

    boolean works() {
        return hearing.works();
    }

    @Override
    public void close() {
        hearing.close();
    }

    /// A `BLPOP` on its way.
    ///
    /// @param line where it was asked
    /// @param reply completes with null when nothing was there in time
    /// @param overdue in nanoseconds of this JVM: without a reply by then, none will come
    private record Waiting(Line line, RedisFuture<KeyValue<String, String>> reply, long overdue) {}
}
