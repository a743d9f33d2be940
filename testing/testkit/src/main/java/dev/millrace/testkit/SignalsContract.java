package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.Signal;
import dev.millrace.application.port.Signalling;
import dev.millrace.application.port.Signals;
import dev.millrace.application.port.Subscription;
import dev.millrace.domain.identity.TenantId;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [Signals] promises.
public abstract class SignalsContract {
    private Signalling signalling;
    private Signals signals;

    /// For subclasses.
    protected SignalsContract() {}

    /// Signals nobody listens to yet.
    protected abstract Signalling signalling();

    @BeforeEach
    final void open() {
        signalling = signalling();
        signals = signalling.signals();
    }

    @AfterEach
    final void close() {
        signalling.close();
    }

    @Test
    void every_listener_hears_every_signal() throws Exception {
        BlockingQueue<Signal> one = new LinkedBlockingQueue<>();
        BlockingQueue<Signal> two = new LinkedBlockingQueue<>();
        signals.listen(one::add);
        signals.listen(two::add);
        Signal changed = new Signal.JobChanged(TenantId.DEFAULT, Samples.aJobId());
        Signal stopped = new Signal.JobStopped(Samples.aJobId());
        Signal asked = new Signal.DrainAsked(Samples.aWorker().worker());

        signals.send(changed);
        signals.send(stopped);
        signals.send(asked);

        assertThat(one.poll(30, TimeUnit.SECONDS)).isEqualTo(changed);
        assertThat(one.poll(30, TimeUnit.SECONDS)).isEqualTo(stopped);
        assertThat(one.poll(30, TimeUnit.SECONDS)).isEqualTo(asked);
        assertThat(two.poll(30, TimeUnit.SECONDS)).isEqualTo(changed);
    }

    @Test
    void a_closed_subscription_hears_nothing_more() throws Exception {
        BlockingQueue<Signal> closed = new LinkedBlockingQueue<>();
        BlockingQueue<Signal> open = new LinkedBlockingQueue<>();
        Subscription subscription = signals.listen(closed::add);
        signals.listen(open::add);

        subscription.close();
        subscription.close();
        signals.send(new Signal.JobStopped(Samples.aJobId()));

        assertThat(open.poll(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(closed).isEmpty();
    }

    @Test
    void a_listener_that_fails_does_not_keep_others_from_hearing() throws Exception {
        BlockingQueue<Signal> heard = new LinkedBlockingQueue<>();
        signals.listen(_ -> {
            throw new IllegalStateException("a listener's own fault");
        });
        signals.listen(heard::add);

        signals.send(new Signal.JobStopped(Samples.aJobId()));

        assertThat(heard.poll(30, TimeUnit.SECONDS)).isNotNull();
    }
}
