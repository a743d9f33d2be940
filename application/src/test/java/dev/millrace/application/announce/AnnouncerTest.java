package dev.millrace.application.announce;

import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.millrace.application.measure.Measures;
import dev.millrace.application.port.Ring;
import dev.millrace.application.port.Settled;
import dev.millrace.application.port.Signalling;
import dev.millrace.application.port.Submission;
import dev.millrace.application.port.TaskQueue;
import dev.millrace.application.port.TaskStore;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.Priority;
import dev.millrace.domain.job.PriorityClass;
import dev.millrace.domain.profile.BuiltInProfiles;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;

@ExtendWith(MockitoExtension.class)
class AnnouncerTest {
    private static final Ring RING =
            new Ring(PriorityClass.NORMAL, new TaskId(new JobId(new UUID(1, 2)), new TaskName("probe")));

    @Mock
    private TaskStore tasks;

    @Mock
    private Signalling signalling;

    @Mock
    private TaskQueue queue;

    private Announcer announcer;

    @BeforeEach
    void create() {
        announcer = new Announcer(tasks, signalling, new Measures(Clock.systemUTC()));
    }

    @Test
    void a_ring_is_forgotten_only_after_it_was_rung() {
        when(signalling.queue()).thenReturn(queue);
        when(tasks.toRing(anyInt())).thenReturn(List.of(RING));

        announcer.ringReady();

        var order = inOrder(queue, tasks);
        order.verify(queue).ring(List.of(RING));
        order.verify(tasks).rung(List.of(RING));
    }

    @Test
    void what_became_ready_just_now_is_rung_for_without_a_look_into_the_outbox() {
        when(signalling.queue()).thenReturn(queue);
        Job job = Job.queued(
                RING.because().job(),
                TenantId.DEFAULT,
                new ObjectKey("uploads/film.mp4"),
                BuiltInProfiles.WEB,
                Priority.NORMAL,
                Instant.EPOCH);

        announcer.submitted(new Submission.Accepted(job, 1));
        announcer.succeeded(job, RING.because().name(), new Settled.Accepted(3));
        announcer.succeeded(job, RING.because().name(), new Settled.Accepted(0));

        var order = inOrder(queue);
        order.verify(queue).ring(List.of(RING));
        order.verify(queue).ring(List.of(RING, RING, RING));
        order.verifyNoMoreInteractions();
        verifyNoInteractions(tasks);
    }

    @Test
    void nothing_ready_rings_nothing() {
        when(tasks.toRing(anyInt())).thenReturn(List.of());

        announcer.ringReady();

        verify(tasks, never()).rung(List.of());
    }
}
