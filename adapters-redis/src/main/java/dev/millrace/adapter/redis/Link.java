package dev.millrace.adapter.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One connection, kept by a thread of its own: whatever goes wrong with it, a new one is made, once a second until it
/// works. Error replies count too, because the commands used here fail only on the wrong server: one that became a
/// replica, is loading, or knows another password.
final class Link implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Link.class.getName());
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final String purpose;
    private final Supplier<Line> connect;
    private final boolean answersPings;
    private final Thread keeper;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Line line;
    private boolean complained;
    private boolean tried;
    private boolean closed;

    /// @param purpose what is lost without it, for people
    /// @param connect opens it; throws when it can't
    /// @param answersPings whether it is idle enough to be asked each second if it lives
    Link(String purpose, Supplier<Line> connect, boolean answersPings) {
        this.purpose = purpose;
        this.connect = connect;
        this.answersPings = answersPings;
        this.keeper = Thread.ofVirtual().name("redis-" + purpose).start(this::keep);
    }

    /// Waits until the first attempt to connect is over, whatever came of it.
    void awaitFirstAttempt(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (!tried && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The connection; empty when there is none within that time, or the link was closed.
    Optional<Line> await(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (line == null && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return Optional.ofNullable(line);
        } finally {
            lock.unlock();
        }
    }

    /// Sends commands if there is a connection right now, and waits for nothing.
    void attempt(Function<Line, CompletionStage<?>> commands) {
        now().ifPresent(present -> {
            try {
                commands.apply(present).whenComplete((_, failure) -> {
                    if (failure != null) {
                        suspect(present, failure);
                    }
                });
            } catch (RuntimeException refused) {
                suspect(present, refused);
            }
        });
    }

    /// Whether there is a connection that answered lately.
    boolean works() {
        return now().isPresent();
    }

    /// Gives a connection up. Does nothing when it is another one by now.
    void suspect(Line suspected, Throwable why) {
        lock.lock();
        try {
            if (!suspected.equals(line)) {
                return;
            }
            line = null;
            if (!closed) {
                complain(why);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        suspected.drop();
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Optional<Line> last;
        lock.lock();
        try {
            closed = true;
            last = Optional.ofNullable(line);
            line = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        keeper.interrupt();
        last.ifPresent(Line::drop);
    }

    private Optional<Line> now() {
        lock.lock();
        try {
            return Optional.ofNullable(line);
        } finally {
            lock.unlock();
        }
    }

    private void keep() {
        try {
            while (!isClosed()) {
                Optional<Line> present = now();
                if (present.isEmpty()) {
                    connect();
                } else if (answersPings) {
                    ping(present.get());
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect() {
        try {
            Line opened = connect.get();
            opened.connection().addListener(new RedisConnectionStateListener() {
                @Override
                public void onRedisDisconnected(RedisChannelHandler<?, ?> gone) {
                    suspect(opened, new IllegalStateException("the connection was closed"));
                }
            });
            adopt(opened);
            if (!opened.connection().isOpen()) { // it went before anybody listened
                suspect(opened, new IllegalStateException("the connection was closed"));
            }
        } catch (RuntimeException unreachable) {
            lock.lock();
            try {
                tried = true;
                complain(unreachable);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void adopt(Line opened) {
        lock.lock();
        try {
            tried = true;
            if (!closed) {
                line = opened;
                if (complained) {
                    complained = false;
                    LOG.log(System.Logger.Level.INFO, "Redis answers again ({0})", purpose);
                }
                changed.signalAll();
                return;
            }
        } finally {
            lock.unlock();
        }
        opened.drop();
    }

    private void ping(Line present) throws InterruptedException {
        try {
            present.commands().ping().get(Servers.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException silent) {
            suspect(present, silent);
        } catch (RuntimeException refused) {
            suspect(present, refused);
        }
    }

    /// Once until it works again. Called with the lock held.
    private void complain(Throwable why) {
        if (complained) {
            return;
        }
        complained = true;
        LOG.log(
                System.Logger.Level.WARNING,
                "Redis is away ({0}): {1}. Nothing is lost; until it is back, changes are noticed some seconds later.",
                purpose,
                reason(why));
    }

    /// The innermost message says what happened; none of them holds a password.
    private static String reason(Throwable why) {
        Throwable innermost = why;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage() == null ? innermost.getClass().getSimpleName() : innermost.getMessage();
    }
}
