package dev.millrace.application.engine;

import dev.millrace.application.client.TellArrival;
import dev.millrace.application.port.ArrivalStore;
import dev.millrace.application.port.MediaFailed;
import java.time.Duration;

/// Tells jobs how far their sources have come that are still being uploaded, by what lies in storage: clients send parts
/// past every process, and say nothing.
///
/// @param arrivals knows which
/// @param telling looks and tells
record ArrivalSweep(ArrivalStore arrivals, TellArrival telling) implements Sweep {
    private static final int BATCH = 50;

    /// All processes together ask storage no more often than this.
    private static final Duration EVERY = Duration.ofSeconds(1);

    @Override
    public void run() throws MediaFailed {
        for (ArrivalStore.Followed followed : arrivals.follow(BATCH, EVERY)) {
            telling.look(followed);
        }
    }
}
