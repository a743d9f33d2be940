package dev.millrace.application.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.millrace.application.announce.Announcer;
import dev.millrace.application.measure.Measures;
import dev.millrace.application.port.Ids;
import dev.millrace.application.port.JobStore;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.ProfileCatalog;
import dev.millrace.application.port.Ring;
import dev.millrace.application.port.Signalling;
import dev.millrace.application.port.Signals;
import dev.millrace.application.port.StoredProfile;
import dev.millrace.application.port.Submission;
import dev.millrace.application.port.TaskQueue;
import dev.millrace.application.port.TaskStore;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.Priority;
import dev.millrace.domain.job.PriorityClass;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.ProfileName;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;
import org.mockito.junit.jupiter.MockitoSettings;
import org.mockito.quality.Strictness;

@ExtendWith(MockitoExtension.class)
@MockitoSettings(strictness = Strictness.LENIENT)
class SubmitJobTest {
    private static final ObjectKey FILM = new ObjectKey("film.mp4");

    @Mock
    private Persistence persistence;

    @Mock
    private JobStore jobs;

    @Mock
    private TaskStore tasks;

    @Mock
    private ProfileCatalog profiles;

    @Mock
    private MediaStore media;

    @Mock
    private Signalling signalling;

    @Mock
    private Signals signals;

    @Mock
    private TaskQueue queue;

    @Mock
    private Ids ids;

    private SubmitJob submitJob;

    @BeforeEach
    void create() throws MediaFailed {
        when(persistence.jobs()).thenReturn(jobs);
        when(persistence.profiles()).thenReturn(profiles);
        when(profiles.find(any(), any())).thenReturn(Optional.empty());
        when(signalling.signals()).thenReturn(signals);
        when(signalling.queue()).thenReturn(queue);
        when(ids.job()).thenReturn(new JobId(new UUID(1, 2)));
        when(media.size(FILM)).thenReturn(Optional.of(new ByteSize(1)));
        when(jobs.submit(any(), any(), any(), anyInt()))
                .thenAnswer(call -> new Submission.Accepted(call.getArgument(0, Job.class), 1));
        submitJob = new SubmitJob(
                persistence,
                media,
                new Announcer(tasks, signalling, new Measures(Clock.systemUTC())),
                ids,
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                10);
    }

    @Test
    void a_storage_that_does_not_answer_refuses_the_job_with_its_reason() throws Exception {
        Failure away = new Failure(FailureCode.STORAGE_UNAVAILABLE, "Storage does not answer.");
        when(media.size(FILM)).thenThrow(new MediaFailed(away));

        SubmitJob.Answer answer = submitJob.submit(NewJob.of("film.mp4"));

        assertThat(answer).isEqualTo(new SubmitJob.Answer.Refused(away));
        verify(jobs, never()).submit(any(), any(), any(), anyInt());
    }

    @Test
    void a_tenants_own_profile_goes_before_a_built_in_one_of_that_name() {
        Profile own = new Profile(
                new ProfileName("web"),
                BuiltInProfiles.TEST.cadence(),
                BuiltInProfiles.TEST.video(),
                BuiltInProfiles.TEST.audio(),
                BuiltInProfiles.TEST.deliveries(),
                BuiltInProfiles.TEST.extras());
        when(profiles.find(TenantId.DEFAULT, own.name())).thenReturn(Optional.of(new StoredProfile(own, 1)));

        SubmitJob.Answer answer = submitJob.submit(NewJob.of("film.mp4").profile("web"));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        SubmitJob.Answer.Accepted.class,
                        accepted -> assertThat(accepted.job().profile()).isEqualTo(own));
    }

    @Test
    void the_bell_is_rung_for_a_job_once_it_is_stored() {
        submitJob.submit(NewJob.of("film.mp4").priority(new Priority(90)));

        var order = inOrder(jobs, queue);
        order.verify(jobs).submit(any(), any(), any(), anyInt());
        order.verify(queue)
                .ring(List.of(
                        new Ring(PriorityClass.HIGH, new TaskId(new JobId(new UUID(1, 2)), new TaskName("probe")))));
    }

    @Test
    void the_default_profile_is_web() {
        SubmitJob.Answer answer = submitJob.submit(NewJob.of("film.mp4"));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        SubmitJob.Answer.Accepted.class,
                        accepted -> assertThat(accepted.job().profile()).isEqualTo(BuiltInProfiles.WEB));
    }
}
