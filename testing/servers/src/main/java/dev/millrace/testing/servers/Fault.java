package dev.millrace.testing.servers;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A failure of the network that waits for its statement. See [FlakyProxy].
public final class Fault {

    enum Moment {
        BEFORE_THE_STATEMENT,
        BEFORE_THE_REPLY
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch happened = new CountDownLatch(1);
    private final Predicate<String> statement;
    private final Moment moment;

    Fault(Predicate<String> statement, Moment moment) {
        this.statement = statement;
        this.moment = moment;
    }

    /// Whether the statement was seen and the connection is lost.
    public boolean hasHappened() {
        return happened.getCount() == 0;
    }

    /// Returns once the statement was seen and the connection is lost.
    ///
    /// @throws AssertionError when that does not come true within half a minute
    public void awaitHappened() throws InterruptedException {
        if (!happened.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("The statement that sets off this fault was never sent.");
        }
    }

    boolean waitsFor(String sent) {
        return statement.test(sent);
    }

    Moment moment() {
        return moment;
    }

    void happen() {
        happened.countDown();
    }
}
