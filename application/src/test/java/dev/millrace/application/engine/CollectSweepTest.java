package dev.millrace.application.engine;

import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.millrace.application.port.Garbage;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.Page;
import dev.millrace.application.port.TaskStore;
import dev.millrace.domain.delivery.ObjectPrefix;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.work.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CollectSweepTest {
    private static final Duration AGE = Duration.ofSeconds(30);

    private final TaskStore tasks = mock();
    private final MediaStore media = mock();

    @Test
    void what_a_dead_attempt_had_half_stored_goes_before_the_attempt_is_forgotten() throws Exception {
        var lost = new Garbage.LostAttempt(
                new TaskId(new JobId(new UUID(0, 1)), new TaskName("probe")),
                new Epoch(1),
                new ObjectPrefix("t/a/jobs/1/e1/"));
        when(tasks.garbage(50, AGE)).thenReturn(List.of(lost));
        when(media.list(lost.prefix(), Optional.empty())).thenReturn(new Page<>(List.of(), Optional.empty()));

        new CollectSweep(tasks, media, AGE).run();

        var order = inOrder(media, tasks);
        order.verify(media).clearUnfinished(lost.prefix(), Instant.MAX);
        order.verify(tasks).collected(List.of(lost));
    }
}
