package dev.millrace.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.application.announce.Announcer;
import dev.millrace.application.client.CancelUpload;
import dev.millrace.application.client.ClearUpload;
import dev.millrace.application.client.CompleteUpload;
import dev.millrace.application.client.CreateUpload;
import dev.millrace.application.client.InputKeys;
import dev.millrace.application.client.LookAtUpload;
import dev.millrace.application.client.NewJob;
import dev.millrace.application.client.NewUpload;
import dev.millrace.application.client.SubmitJob;
import dev.millrace.application.client.TellArrival;
import dev.millrace.application.engine.Reconciler;
import dev.millrace.application.engine.TimeOrderedIds;
import dev.millrace.application.measure.Measures;
import dev.millrace.application.memory.MemoryPersistence;
import dev.millrace.application.memory.MemorySignalling;
import dev.millrace.application.port.ArrivedPart;
import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.Ids;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.SignedPart;
import dev.millrace.application.port.UploadTicket;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.failure.Violation;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.UploadId;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.upload.Upload;
import dev.millrace.domain.upload.UploadParts;
import dev.millrace.domain.upload.UploadStatus;
import dev.millrace.domain.work.RetryPolicy;
import dev.millrace.testkit.AdjustableClock;
import dev.millrace.testkit.MemoryMediaStore;
import dev.millrace.testkit.MemoryTransfer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Uploads from end to end, on a storage in memory.
class UploadScenariosTest {
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final TenantId OTHER = new TenantId("other");
    private static final int PART = 8 << 20;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final AdjustableClock clock = new AdjustableClock();
    private final Ids ids = new TimeOrderedIds(clock, new Random(1));
    private final Persistence persistence = new MemoryPersistence(clock, new Random(1));
    private final MemoryMediaStore media = new MemoryMediaStore();
    private final MemoryTransfer transfer = new MemoryTransfer(media, clock);
    private final Announcer announcer = new Announcer(persistence.tasks(), new MemorySignalling(), new Measures(clock));
    private final TellArrival telling =
            new TellArrival(persistence.uploads(), transfer, persistence.arrivals(), announcer);
    private final ClearUpload clearing = new ClearUpload(transfer, media);
    private final CreateUpload create = new CreateUpload(persistence.uploads(), transfer, ids, clock, DAY);
    private final LookAtUpload look = new LookAtUpload(persistence.uploads(), transfer, telling);
    private final CompleteUpload complete = new CompleteUpload(persistence.uploads(), transfer, clearing, telling);
    private final CancelUpload cancel = new CancelUpload(persistence.uploads(), clearing, telling);
    private final Reconciler reconciler = new Reconciler(
                    persistence.tasks(), media, announcer, RetryPolicy.STANDARD, Duration.ofSeconds(15), clock)
            .withUploads(persistence.uploads(), clearing, persistence.arrivals(), telling);

    @Test
    void an_uploaded_file_can_be_transcoded() {
        CreateUpload.Answer.Created created = created(2 * PART + 1);
        assertThat(created.upload().parts().count()).isEqualTo(3);

        sendAll(created);
        assertThat(complete.complete(TENANT, created.upload().id()))
                .isInstanceOf(CompleteUpload.Answer.Completed.class);

        Upload upload = created.upload();
        String shown = InputKeys.shown(TENANT, upload.key());
        assertThat(shown).isEqualTo("uploads/" + upload.id() + "/My-film.mp4");
        assertThat(inputOf(NewJob.of(shown))).isEqualTo(upload.key());
        assertThat(inputOf(NewJob.of(upload.id()))).isEqualTo(upload.key());
    }

    @Test
    void a_job_may_begin_on_an_upload_that_was_announced_for_it_and_on_no_other() {
        CreateUpload.Answer.Created early = (CreateUpload.Answer.Created)
                create.create(new NewUpload(TENANT, "My film.mp4", 15, "video/mp4", true));
        UploadId late = created(15).upload().id();
        InputKeys keys = new InputKeys(persistence.uploads(), media);

        assertThat(keys.find(TENANT, NewJob.early(early.upload().id()).input()))
                .isEqualTo(new InputKeys.Answer.Found(
                        early.upload().key(), Optional.of(early.upload().id())));
        assertThat(codeOf(keys.find(TENANT, NewJob.of(early.upload().id()).input())))
                .isEqualTo(FailureCode.UPLOAD_INCOMPLETE);
        assertThat(codeOf(keys.find(TENANT, NewJob.early(late).input()))).isEqualTo(FailureCode.UPLOAD_INCOMPLETE);
        send(early.links().getFirst());
        complete.complete(TENANT, early.upload().id());
        assertThat(keys.find(TENANT, NewJob.early(early.upload().id()).input()))
                .isEqualTo(new InputKeys.Answer.Found(early.upload().key(), Optional.empty()));
    }

    private static FailureCode codeOf(InputKeys.Answer answer) {
        return ((InputKeys.Answer.Refused) answer).failure().code();
    }

    @Test
    void a_client_that_forgot_everything_but_the_id_goes_on() {
        CreateUpload.Answer.Created created = created(2 * PART + 1);
        send(created.links().get(1));

        LookAtUpload.Answer.Seen seen = seen(created.upload().id());

        assertThat(seen.arrived()).containsExactly(new ArrivedPart(2, new ByteSize(PART)));
        assertThat(seen.links()).extracting(link -> link.part().number()).containsExactly(1, 3);
        seen.links().forEach(this::send);
        assertThat(complete.complete(TENANT, created.upload().id()))
                .isInstanceOf(CompleteUpload.Answer.Completed.class);
        assertThat(media.size(created.upload().key())).contains(new ByteSize(2 * PART + 1));
    }

    @Test
    void a_very_large_upload_gets_its_links_bit_by_bit() {
        CreateUpload.Answer.Created created = created(UploadParts.LARGEST.bytes());

        assertThat(created.links()).hasSize(CreateUpload.LINKS);
        assertThat(seen(created.upload().id()).links()).isEqualTo(created.links());
    }

    @Test
    void an_upload_that_lacks_parts_says_which_and_waits_for_them() {
        CreateUpload.Answer.Created created = created(2 * PART + 1);
        send(created.links().get(1));

        CompleteUpload.Answer answer =
                complete.complete(TENANT, created.upload().id());

        assertThat(answer).isInstanceOfSatisfying(CompleteUpload.Answer.Incomplete.class, incomplete -> {
            assertThat(incomplete.missing()).containsExactly(1, 3);
            assertThat(incomplete.failure().code()).isEqualTo(FailureCode.UPLOAD_INCOMPLETE);
            assertThat(incomplete.failure().sentence()).contains("Of 3 parts 2 did not arrive (1, 3)");
        });
        assertThat(status(created)).isEqualTo(UploadStatus.WAITING);
        assertRefused(NewJob.of(created.upload().id()), FailureCode.UPLOAD_INCOMPLETE);
    }

    @Test
    void completing_twice_is_completing_once() {
        CreateUpload.Answer.Created created = created(10);
        sendAll(created);

        CompleteUpload.Answer first = complete.complete(TENANT, created.upload().id());
        clock.advance(HOUR);

        assertThat(complete.complete(TENANT, created.upload().id())).isEqualTo(first);
    }

    @Test
    void a_crash_between_the_joining_and_the_row_is_made_good_by_completing_again() {
        CreateUpload.Answer.Created created = created(10);
        sendAll(created);
        transfer.complete(UploadTicket.of(created.upload()));
        assertThat(status(created)).isEqualTo(UploadStatus.WAITING);

        assertThat(complete.complete(TENANT, created.upload().id()))
                .isInstanceOf(CompleteUpload.Answer.Completed.class);

        assertThat(status(created)).isEqualTo(UploadStatus.COMPLETED);
        assertThat(media.size(created.upload().key())).isPresent();
    }

    @Test
    void a_canceled_upload_leaves_nothing() {
        CreateUpload.Answer.Created created = created(10);
        sendAll(created);
        UploadId id = created.upload().id();

        assertThat(cancel.cancel(TENANT, id)).isInstanceOf(CancelUpload.Answer.Canceled.class);
        assertThat(cancel.cancel(TENANT, id)).isInstanceOf(CancelUpload.Answer.Canceled.class);

        assertThat(transfer.arrived(UploadTicket.of(created.upload()))).isEmpty();
        assertThat(complete.complete(TENANT, id))
                .isInstanceOfSatisfying(
                        CompleteUpload.Answer.Over.class,
                        over -> assertThat(over.failure().code()).isEqualTo(FailureCode.UPLOAD_OVER));
        assertThat(seen(id).links()).isEmpty();
        assertRefused(NewJob.of(id), FailureCode.UPLOAD_OVER);
    }

    @Test
    void a_completed_upload_can_not_be_canceled() {
        CreateUpload.Answer.Created created = created(10);
        sendAll(created);
        complete.complete(TENANT, created.upload().id());

        assertThat(cancel.cancel(TENANT, created.upload().id())).isInstanceOf(CancelUpload.Answer.Over.class);

        assertThat(media.size(created.upload().key())).isPresent();
    }

    @Test
    void an_upload_that_is_canceled_while_it_is_joined_leaves_nothing() {
        CreateUpload.Answer.Created created = created(10);
        sendAll(created);
        DirectTransfer slow = beforeJoining(
                () -> persistence.uploads().cancel(TENANT, created.upload().id()));
        CompleteUpload late = new CompleteUpload(persistence.uploads(), slow, clearing, telling);

        assertThat(late.complete(TENANT, created.upload().id())).isInstanceOf(CompleteUpload.Answer.Over.class);

        assertThat(media.keys()).isEmpty();
    }

    @Test
    void an_abandoned_upload_expires_after_a_day_and_leaves_nothing() {
        CreateUpload.Answer.Created created = created(10);
        sendAll(created);
        CreateUpload.Answer.Created completed = created(10);
        sendAll(completed);
        complete.complete(TENANT, completed.upload().id());

        clock.advance(DAY.minusSeconds(1));
        reconciler.sweep();
        assertThat(transfer.arrived(UploadTicket.of(created.upload()))).hasSize(1);

        clock.advance(Duration.ofSeconds(1));
        assertThat(transfer.put(created.links().getFirst().link(), new byte[10]))
                .isFalse();
        reconciler.sweep();

        assertThat(status(created)).isEqualTo(UploadStatus.EXPIRED);
        assertThat(transfer.arrived(UploadTicket.of(created.upload()))).isEmpty();
        assertThat(media.keys()).containsExactly(completed.upload().key());
    }

    @Test
    void what_was_joined_in_the_moment_of_its_end_is_removed_an_hour_later() {
        CreateUpload.Answer.Created created = created(10);
        cancel.cancel(TENANT, created.upload().id());
        media.put(created.upload().key(), new byte[10]);

        clock.advance(HOUR.minusSeconds(1));
        reconciler.sweep();
        assertThat(media.keys()).isNotEmpty();

        clock.advance(Duration.ofSeconds(1));
        reconciler.sweep();
        assertThat(media.keys()).isEmpty();
        assertThat(persistence.uploads().litter(10, Duration.ZERO)).isEmpty();
    }

    @Test
    void a_foreign_upload_is_unknown() {
        UploadId id = created(10).upload().id();

        assertThat(look.look(OTHER, id)).isEqualTo(new LookAtUpload.Answer.Unknown());
        assertThat(complete.complete(OTHER, id)).isEqualTo(new CompleteUpload.Answer.Unknown());
        assertThat(cancel.cancel(OTHER, id)).isEqualTo(new CancelUpload.Answer.Unknown());
        assertRefused(NewJob.of(id).tenant(OTHER), FailureCode.INPUT_NOT_FOUND);
    }

    @Test
    void all_that_is_wrong_with_an_announcement_is_told_at_once() {
        CreateUpload.Answer answer = create.create(new NewUpload(TENANT, "a\u0000b", 0, "a film", false));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        CreateUpload.Answer.Invalid.class,
                        invalid -> assertThat(invalid.violations())
                                .extracting(Violation::pointer)
                                .containsExactly("/filename", "/size", "/content_type"));
        assertThat(create.create(new NewUpload(TENANT, "a", UploadParts.LARGEST.bytes() + 1, "", false)))
                .isInstanceOf(CreateUpload.Answer.Invalid.class);
    }

    @Test
    void what_browsers_say_of_a_file_is_taken_as_it_comes() {
        assertThat(typeOf("Video/MP4; codecs=\"avc1\"")).isEqualTo(MediaType.MP4);
        assertThat(typeOf("")).isEqualTo(new MediaType("application/octet-stream"));
    }

    @Test
    void an_upload_takes_a_week_at_most() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CreateUpload(
                        persistence.uploads(),
                        transfer,
                        ids,
                        clock,
                        Duration.ofDays(7).plusMillis(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CreateUpload(persistence.uploads(), transfer, ids, clock, Duration.ZERO));
    }

    @Test
    void a_tenants_own_object_goes_before_one_at_the_root() {
        media.put(new ObjectKey("uploads/test/video.mp4"), new byte[1]);
        assertThat(inputOf(NewJob.of("uploads/test/video.mp4"))).isEqualTo(new ObjectKey("uploads/test/video.mp4"));

        media.put(new ObjectKey("t/default/uploads/test/video.mp4"), new byte[1]);
        assertThat(inputOf(NewJob.of("uploads/test/video.mp4")))
                .isEqualTo(new ObjectKey("t/default/uploads/test/video.mp4"));
    }

    @Test
    void a_tenant_reaches_neither_the_root_nor_another_tenant() {
        media.put(new ObjectKey("film.mp4"), new byte[1]);
        media.put(new ObjectKey("t/default/film.mp4"), new byte[1]);
        media.put(new ObjectKey("t/other/secret.mp4"), new byte[1]);

        assertRefused(NewJob.of("film.mp4").tenant(OTHER), FailureCode.INPUT_NOT_FOUND);
        assertRefused(NewJob.of("t/default/film.mp4").tenant(OTHER), FailureCode.INPUT_NOT_FOUND);
        assertRefused(NewJob.of("t/other/secret.mp4"), FailureCode.INPUT_NOT_FOUND);
        assertRefused(NewJob.of("t/default/film.mp4"), FailureCode.INPUT_NOT_FOUND);
        assertRefused(NewJob.of("../other/secret.mp4"), FailureCode.INPUT_NOT_FOUND);
        assertRefused(NewJob.of("x".repeat(1020)), FailureCode.INPUT_NOT_FOUND);
        assertThat(inputOf(NewJob.of("secret.mp4").tenant(OTHER))).isEqualTo(new ObjectKey("t/other/secret.mp4"));
    }

    /// The same storage, in which something happens whenever parts are about to be joined.
    private DirectTransfer beforeJoining(Runnable event) {
        ClassLoader loader = DirectTransfer.class.getClassLoader();
        return (DirectTransfer)
                Proxy.newProxyInstance(loader, new Class<?>[] {DirectTransfer.class}, (_, method, arguments) -> {
                    if (method.getName().equals("complete")) {
                        event.run();
                    }
                    return method.invoke(transfer, arguments);
                });
    }

    private CreateUpload.Answer.Created created(long size) {
        return (CreateUpload.Answer.Created)
                create.create(new NewUpload(TENANT, "My film.mp4", size, "video/mp4", false));
    }

    private MediaType typeOf(String said) {
        return ((CreateUpload.Answer.Created) create.create(new NewUpload(TENANT, "a", 1, said, false)))
                .upload()
                .type();
    }

    private void send(SignedPart signed) {
        assertThat(transfer.put(
                        signed.link(), new byte[(int) signed.part().size().bytes()]))
                .isTrue();
    }

    private void sendAll(CreateUpload.Answer.Created created) {
        created.links().forEach(this::send);
    }

    private LookAtUpload.Answer.Seen seen(UploadId id) {
        return (LookAtUpload.Answer.Seen) look.look(TENANT, id);
    }

    private UploadStatus status(CreateUpload.Answer.Created created) {
        return seen(created.upload().id()).upload().status();
    }

    private ObjectKey inputOf(NewJob job) {
        SubmitJob.Answer answer = submit(job);
        return ((SubmitJob.Answer.Accepted) answer).job().input();
    }

    private void assertRefused(NewJob job, FailureCode code) {
        assertThat(submit(job))
                .isInstanceOfSatisfying(
                        SubmitJob.Answer.Refused.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo(code));
    }

    private SubmitJob.Answer submit(NewJob job) {
        return new SubmitJob(persistence, media, announcer, ids, clock, Integer.MAX_VALUE).submit(job);
    }
}
