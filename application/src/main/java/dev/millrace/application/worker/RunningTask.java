package dev.millrace.application.worker;

import dev.millrace.application.port.Heartbeat;
import dev.millrace.domain.work.Lease;

/// A task that a thread of this worker is on, and the only way to stop it.
final class RunningTask {
    /// Why a task was stopped.
    enum Stop {
        /// It was not.
        NOT,
        /// Its lease is void: whatever it makes does not count.
        LOST,
        /// The worker is shutting down.
        HAND_BACK
    }

    private final Lease lease;
    private final Thread thread = Thread.currentThread();
    private volatile double progress;
    private Stop stop = Stop.NOT;
    private boolean over;

    RunningTask(Lease lease) {
        this.lease = lease;
    }

    Lease lease() {
        return lease;
    }

    Heartbeat heartbeat() {
        return new Heartbeat(lease, progress);
    }

    void progressed(double share) {
        progress = Math.max(0, Math.min(1, share));
    }

    /// Interrupts the work, unless it is over already.
    synchronized void stop(Stop why) {
        if (!over && stop == Stop.NOT) {
            stop = why;
            thread.interrupt();
        }
    }

    /// Says that the work is over. From then on the thread is not interrupted for it, and an interrupt that came at the
    /// last moment is taken back.
    synchronized Stop finish() {
        over = true;
        if (stop != Stop.NOT) {
            Thread.interrupted();
        }
        return stop;
    }
}
