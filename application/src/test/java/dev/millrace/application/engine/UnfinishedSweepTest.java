package dev.millrace.application.engine;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.millrace.application.port.MediaStore;
import dev.millrace.domain.delivery.ObjectPrefix;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnfinishedSweepTest {
    private static final Instant START = Instant.parse("2026-01-09T12:00:00Z");

    private final MediaStore media = mock();
    private final Clock clock = mock();

    @Test
    void what_is_older_than_any_upload_may_be_is_removed_once_an_hour() throws Exception {
        when(clock.instant()).thenReturn(START);
        var sweep = new UnfinishedSweep(media, clock);

        sweep.run();
        when(clock.instant()).thenReturn(START.plus(Duration.ofMinutes(59)));
        sweep.run();

        verify(media, times(1)).clearUnfinished(any(), any());
        verify(media).clearUnfinished(new ObjectPrefix("t/"), Instant.parse("2026-01-01T12:00:00Z"));

        when(clock.instant()).thenReturn(START.plus(Duration.ofHours(1)));
        sweep.run();

        verify(media).clearUnfinished(new ObjectPrefix("t/"), Instant.parse("2026-01-01T13:00:00Z"));
    }
}
