package dev.millrace.application.engine;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.domain.delivery.ObjectPrefix;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Removes what processes left in storage that died between the first byte and the note of it: parts of uploads that no
/// row knows. Whatever a row knows is removed by other sweeps, and much sooner.
final class UnfinishedSweep implements Sweep {
    private static final ObjectPrefix ALL_TENANTS = new ObjectPrefix("t/");

    /// A day more than the longest upload may take.
    private static final Duration AGE = Duration.ofDays(8);

    private static final Duration BETWEEN = Duration.ofHours(1);

    private final MediaStore media;
    private final Clock clock;
    private Instant next;

    /// @param media where it lies
    /// @param clock what time it is
    UnfinishedSweep(MediaStore media, Clock clock) {
        this.media = media;
        this.clock = clock;
        this.next = clock.instant();
    }

    @Override
    public void run() throws MediaFailed {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(BETWEEN);
        media.clearUnfinished(ALL_TENANTS, now.minus(AGE));
    }
}
