package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.Page;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.port.WebhookStore;
import dev.millrace.application.port.WebhookStore.Due;
import dev.millrace.application.port.WebhookStore.Next;
import dev.millrace.application.port.WebhookStore.Replay;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.identity.DeliveryId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.WebhookId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.Priority;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.webhook.Webhook;
import dev.millrace.domain.webhook.WebhookDelivery;
import dev.millrace.domain.webhook.WebhookDeliveryStatus;
import dev.millrace.domain.webhook.WebhookEvent;
import dev.millrace.domain.webhook.WebhookSecret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [WebhookStore] promises.
public abstract class WebhookStoreContract {
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final TenantId OTHER = new TenantId("other");
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Set<WebhookEvent> ALL = EnumSet.allOf(WebhookEvent.class);

    private PersistenceFixture fixture;
    private WebhookStore webhooks;
    private JobDriver driver;

    /// For subclasses.
    protected WebhookStoreContract() {}

    /// An empty persistence.
    protected abstract PersistenceFixture fixture();

    @BeforeEach
    final void open() {
        fixture = fixture();
        webhooks = fixture.persistence().webhooks();
        driver = new JobDriver(fixture.persistence(), Duration.ofSeconds(15));
    }

    @AfterEach
    final void close() {
        fixture.close();
    }

    @Test
    void a_webhook_is_found_as_it_was_added() {
        Webhook webhook = added(TENANT, ALL);

        assertThat(webhooks.find(TENANT, webhook.id())).contains(webhook);
        assertThat(webhooks.find(OTHER, webhook.id())).isEmpty();
    }

    @Test
    void a_tenant_has_its_own_webhooks_and_no_more_than_allowed() {
        Webhook first = added(TENANT, ALL);
        added(OTHER, ALL);
        Webhook second = aWebhook(TENANT, ALL);

        assertThat(webhooks.add(second, 2)).isTrue();
        assertThat(webhooks.add(second, 2)).isTrue();
        assertThat(webhooks.add(aWebhook(TENANT, ALL), 2)).isFalse();
        assertThat(webhooks.list(TENANT)).containsExactly(first, second);
    }

    @Test
    void a_rotated_webhook_has_both_secrets() {
        Webhook webhook = added(TENANT, ALL);
        Webhook rotated = webhook.rotated(aSecret(7), fixture.now().plus(Duration.ofHours(1)));

        assertThat(webhooks.rotate(rotated)).isTrue();

        assertThat(webhooks.find(TENANT, webhook.id())).contains(rotated);
        assertThat(webhooks.rotate(aWebhook(TENANT, ALL))).isFalse();
    }

    @Test
    void what_happens_to_a_job_is_to_be_delivered_in_order() {
        Webhook webhook = added(TENANT, ALL);

        Job job = driver.submit();
        driver.runToEnd(Samples.aWorker());

        List<WebhookDelivery> told = told(webhook);
        assertThat(told).extracting(WebhookDelivery::event).startsWith(WebhookEvent.QUEUED, WebhookEvent.STARTED);
        assertThat(told.getLast().event()).isEqualTo(WebhookEvent.COMPLETED);
        assertThat(told).extracting(WebhookDelivery::job).containsOnly(job.id());
        assertThat(told).extracting(WebhookDelivery::status).containsOnly(WebhookDeliveryStatus.PENDING);
        assertThat(told).extracting(WebhookDelivery::id).doesNotHaveDuplicates();
        assertThat(told)
                .extracting(WebhookDelivery::number)
                .isEqualTo(fixture.persistence().jobs().history(TENANT, job.id(), 0).stream()
                        .map(event -> event.number())
                        .toList());
    }

    @Test
    void a_webhook_hears_what_it_wants_to_hear_of_its_tenant_from_its_beginning_on() {
        Job before = driver.submit();
        Webhook cancels = added(TENANT, Set.of(WebhookEvent.CANCELED));
        Webhook others = added(OTHER, ALL);

        Job job = driver.submit();
        fixture.persistence().jobs().cancel(TENANT, job.id());
        fixture.persistence().jobs().cancel(TENANT, before.id());

        assertThat(told(cancels)).extracting(WebhookDelivery::job).containsExactly(job.id(), before.id());
        assertThat(told(cancels)).extracting(WebhookDelivery::event).containsOnly(WebhookEvent.CANCELED);
        assertThat(told(others)).isEmpty();
    }

    @Test
    void a_job_that_is_tried_again_is_queued_again() {
        Webhook webhook = added(TENANT, Set.of(WebhookEvent.QUEUED));
        Job job = driver.submit();
        fixture.persistence().jobs().cancel(TENANT, job.id());

        fixture.persistence().jobs().retry(TENANT, job.id());

        assertThat(told(webhook)).extracting(WebhookDelivery::number).containsExactly(1L, 3L);
    }

    @Test
    void an_inspection_is_told_to_nobody() {
        Webhook webhook = added(TENANT, ALL);

        driver.submit(Job.inspection(
                Samples.aJobId(), TENANT, new ObjectKey("film.mp4"), BuiltInProfiles.TEST, fixture.now()));

        assertThat(told(webhook)).isEmpty();
    }

    @Test
    void a_delivery_outlives_its_job() {
        Webhook webhook = added(TENANT, Set.of(WebhookEvent.CANCELED));
        Job job = driver.submit();
        fixture.persistence().jobs().cancel(TENANT, job.id());

        fixture.persistence().jobs().delete(TENANT, job.id());

        assertThat(claimed()).extracting(due -> due.delivery().job()).containsExactly(job.id());
        assertThat(told(webhook)).hasSize(1);
    }

    @Test
    void a_deleted_webhook_takes_its_deliveries_along() {
        Webhook webhook = added(TENANT, ALL);
        driver.submit();

        assertThat(webhooks.delete(OTHER, webhook.id())).isFalse();
        assertThat(webhooks.delete(TENANT, webhook.id())).isTrue();

        assertThat(webhooks.delete(TENANT, webhook.id())).isFalse();
        assertThat(webhooks.find(TENANT, webhook.id())).isEmpty();
        assertThat(claimed()).isEmpty();
    }

    @Test
    void the_log_comes_in_pages_the_latest_first() {
        Webhook webhook = added(TENANT, Set.of(WebhookEvent.QUEUED));
        List<Object> jobs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            jobs.addFirst(driver.submit().id());
        }

        List<Object> seen = new ArrayList<>();
        Optional<Cursor> next = Optional.empty();
        do {
            Page<WebhookDelivery> page = webhooks.deliveries(TENANT, webhook.id(), 2, next);
            page.items().forEach(delivery -> seen.add(delivery.job()));
            next = page.next();
        } while (next.isPresent());

        assertThat(seen).isEqualTo(jobs);
        assertThat(webhooks.deliveries(OTHER, webhook.id(), 2, Optional.empty()).items())
                .isEmpty();
    }

    @Test
    void a_delivery_is_given_to_one_at_a_time_and_again_when_the_lease_ran_out() {
        Webhook webhook = told();

        Due first = claimed().getFirst();
        assertThat(first.webhook()).isEqualTo(webhook);
        assertThat(first.tries()).isEqualTo(1);
        assertThat(claimed()).isEmpty();
        fixture.advance(LEASE.plusSeconds(1));

        Due second = claimed().getFirst();
        assertThat(second.delivery().id()).isEqualTo(first.delivery().id());
        assertThat(second.delivery().attempts()).isEqualTo(2);
    }

    @Test
    void a_webhook_is_given_no_more_than_its_share_and_none_while_it_is_busy() {
        Webhook one = added(TENANT, Set.of(WebhookEvent.QUEUED));
        Webhook other = added(OTHER, Set.of(WebhookEvent.QUEUED));
        for (int i = 0; i < 5; i++) {
            driver.submit();
            driver.submit(Samples.aQueuedJob(OTHER, Priority.NORMAL));
        }

        assertThat(webhooks.claim(List.of(), 2, 3, LEASE)).hasSize(3);
        assertThat(webhooks.claim(List.of(one.id()), 4, 9, LEASE))
                .isNotEmpty()
                .extracting(due -> due.webhook().id())
                .containsOnly(other.id());
        assertThat(webhooks.claim(List.of(one.id(), other.id()), 4, 9, LEASE)).isEmpty();
    }

    @Test
    void what_was_taken_is_delivered() {
        Webhook webhook = told();
        Due due = claimed().getFirst();

        webhooks.settle(due, attempt(204), new Next.Delivered());

        WebhookDelivery over = told(webhook).getFirst();
        assertThat(over.status()).isEqualTo(WebhookDeliveryStatus.DELIVERED);
        assertThat(over.last()).contains(attempt(204));
        assertThat(over.nextAt()).isEmpty();
        fixture.advance(Duration.ofDays(1));
        assertThat(claimed()).isEmpty();
    }

    @Test
    void what_was_not_taken_is_due_again_after_a_pause() {
        Webhook webhook = told();

        webhooks.settle(claimed().getFirst(), attempt(500), new Next.Again(Duration.ofMinutes(5)));

        fixture.advance(Duration.ofMinutes(4));
        assertThat(claimed()).isEmpty();
        fixture.advance(Duration.ofMinutes(1).plusSeconds(1));
        Due again = claimed().getFirst();
        assertThat(again.tries()).isEqualTo(2);
        assertThat(again.delivery().last()).map(WebhookDelivery.Attempt::answer).contains(500);
        assertThat(told(webhook)).hasSize(1);
    }

    @Test
    void what_was_given_up_is_failed() {
        Webhook webhook = told();

        webhooks.settle(claimed().getFirst(), attempt(0), new Next.GivenUp());

        assertThat(told(webhook)).extracting(WebhookDelivery::status).containsExactly(WebhookDeliveryStatus.FAILED);
    }

    @Test
    void a_late_settlement_counts_no_more() {
        Webhook webhook = told();
        Due late = claimed().getFirst();
        fixture.advance(LEASE.plusSeconds(1));
        Due now = claimed().getFirst();

        webhooks.settle(late, attempt(410), new Next.Gone());

        assertThat(told(webhook)).extracting(WebhookDelivery::status).containsExactly(WebhookDeliveryStatus.PENDING);
        assertThat(webhooks.find(TENANT, webhook.id()).orElseThrow().disabledAt())
                .isEmpty();
        webhooks.settle(now, attempt(200), new Next.Delivered());
        assertThat(told(webhook)).extracting(WebhookDelivery::status).containsExactly(WebhookDeliveryStatus.DELIVERED);
    }

    @Test
    void a_receiver_that_is_gone_is_told_nothing_more() {
        Webhook webhook = added(TENANT, Set.of(WebhookEvent.QUEUED));
        driver.submit();
        driver.submit();
        Due due = claimed().getFirst();

        webhooks.settle(due, attempt(410), new Next.Gone());
        driver.submit();

        assertThat(webhooks.find(TENANT, webhook.id()).orElseThrow().disabledAt())
                .isPresent();
        assertThat(told(webhook))
                .hasSize(2)
                .extracting(WebhookDelivery::status)
                .containsOnly(WebhookDeliveryStatus.FAILED);
        assertThat(webhooks.replay(TENANT, webhook.id(), due.delivery().id())).isEqualTo(new Replay.Disabled());
    }

    @Test
    void a_replayed_delivery_is_due_at_once_with_the_whole_schedule_before_it() {
        Webhook webhook = told();
        Due first = claimed().getFirst();
        webhooks.settle(first, attempt(200), new Next.Delivered());

        Replay replay = webhooks.replay(TENANT, webhook.id(), first.delivery().id());

        assertThat(replay)
                .isInstanceOfSatisfying(
                        Replay.Due.class,
                        due -> assertThat(due.delivery().status()).isEqualTo(WebhookDeliveryStatus.PENDING));
        Due again = claimed().getFirst();
        assertThat(again.delivery().id()).isEqualTo(first.delivery().id());
        assertThat(again.delivery().message()).isEqualTo(first.delivery().message());
        assertThat(again.tries()).isEqualTo(1);
        assertThat(again.delivery().attempts()).isEqualTo(2);
    }

    @Test
    void the_attempt_that_a_replay_overtakes_counts_no_more() {
        Webhook webhook = told();
        Due overtaken = claimed().getFirst();
        webhooks.replay(TENANT, webhook.id(), overtaken.delivery().id());

        webhooks.settle(overtaken, attempt(200), new Next.Delivered());

        assertThat(told(webhook)).extracting(WebhookDelivery::status).containsExactly(WebhookDeliveryStatus.PENDING);
        assertThat(claimed()).hasSize(1);
    }

    @Test
    void nobody_replays_what_belongs_to_others() {
        Webhook webhook = told();
        DeliveryId id = told(webhook).getFirst().id();

        assertThat(webhooks.replay(OTHER, webhook.id(), id)).isEqualTo(new Replay.Unknown());
        assertThat(webhooks.replay(TENANT, added(TENANT, ALL).id(), id)).isEqualTo(new Replay.Unknown());
        assertThat(webhooks.replay(TENANT, webhook.id(), new DeliveryId(UUID.randomUUID())))
                .isEqualTo(new Replay.Unknown());
    }

    @Test
    void what_is_over_is_forgotten_after_a_while_and_what_is_pending_is_not() {
        Webhook webhook = added(TENANT, Set.of(WebhookEvent.QUEUED));
        driver.submit();
        driver.submit();
        webhooks.settle(claimed().getFirst(), attempt(200), new Next.Delivered());
        assertThat(webhooks.forget(Duration.ofDays(1), 10)).isZero();
        fixture.advance(Duration.ofDays(2));

        assertThat(webhooks.forget(Duration.ofDays(1), 10)).isEqualTo(1);

        assertThat(told(webhook)).extracting(WebhookDelivery::status).containsExactly(WebhookDeliveryStatus.PENDING);
    }

    @Test
    void a_failed_job_tells_why() {
        Webhook webhook = added(TENANT, Set.of(WebhookEvent.FAILED));
        driver.submit();

        Claim claim = driver.claim(Samples.aWorker());
        Failure empty = new Failure(FailureCode.SOURCE_EMPTY, "It is empty.");
        fixture.persistence().tasks().settle(claim.lease(), new Settlement.GaveUp(empty));

        assertThat(told(webhook))
                .extracting(WebhookDelivery::failure)
                .containsExactly(Optional.of(FailureCode.SOURCE_EMPTY));
    }

    /// A webhook with one delivery.
    private Webhook told() {
        Webhook webhook = added(TENANT, Set.of(WebhookEvent.QUEUED));
        driver.submit();
        return webhook;
    }

    private List<Due> claimed() {
        return webhooks.claim(List.of(), 10, 100, LEASE);
    }

    private List<WebhookDelivery> told(Webhook webhook) {
        return webhooks.deliveries(webhook.tenant(), webhook.id(), 200, Optional.empty())
                .items()
                .reversed();
    }

    private WebhookDelivery.Attempt attempt(int answer) {
        return new WebhookDelivery.Attempt(fixture.now(), answer, "said so", 12);
    }

    private Webhook added(TenantId tenant, Set<WebhookEvent> events) {
        Webhook webhook = aWebhook(tenant, events);
        webhooks.add(webhook, 10);
        return webhook;
    }

    private Webhook aWebhook(TenantId tenant, Set<WebhookEvent> events) {
        Instant now = fixture.now();
        return new Webhook(
                new WebhookId(Samples.aJobId().value()),
                tenant,
                URI.create("https://example.org/hooks?of=" + tenant),
                events,
                aSecret(1),
                Optional.empty(),
                now,
                Optional.empty());
    }

    private static WebhookSecret aSecret(int seed) {
        byte[] bytes = new byte[WebhookSecret.BYTES];
        bytes[0] = (byte) seed;
        return WebhookSecret.of(bytes);
    }
}
