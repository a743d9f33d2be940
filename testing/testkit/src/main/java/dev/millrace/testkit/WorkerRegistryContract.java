package dev.millrace.testkit;

import static dev.millrace.testkit.JobDriver.LEASE;
import static dev.millrace.testkit.Samples.aWorker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.groups.Tuple.tuple;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.Claimant;
import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.Heartbeat;
import dev.millrace.application.port.HeldTask;
import dev.millrace.application.port.KnownWorker;
import dev.millrace.application.port.Page;
import dev.millrace.application.port.Pulse;
import dev.millrace.application.port.Settlement;
import dev.millrace.application.port.WorkerCard;
import dev.millrace.application.port.WorkerRegistry;
import dev.millrace.application.port.WorkerState;
import dev.millrace.domain.plan.Fleet;
import dev.millrace.domain.work.Abilities;
import dev.millrace.domain.work.EncoderFingerprint;
import dev.millrace.domain.work.WorkKind;
import dev.millrace.domain.work.Workforce;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [WorkerRegistry] promises.
public abstract class WorkerRegistryContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private PersistenceFixture fixture;
    private WorkerRegistry workers;
    private JobDriver driver;

    /// For subclasses.
    protected WorkerRegistryContract() {}

    /// An empty persistence.
    protected abstract PersistenceFixture fixture();

    @BeforeEach
    final void open() {
        fixture = fixture();
        workers = fixture.persistence().workers();
        driver = new JobDriver(fixture.persistence(), Duration.ofSeconds(10));
    }

    @AfterEach
    final void close() {
        fixture.close();
    }

    @Test
    void a_worker_that_says_so_is_alive() {
        WorkerCard card = Samples.aCard(aWorker().worker());

        Pulse pulse = beat(card);

        assertThat(pulse.drain()).isFalse();
        assertThat(pulse.held()).isEmpty();
        assertThat(living()).extracting(KnownWorker::card).containsExactly(card);
    }

    @Test
    void the_moment_of_the_latest_heartbeat_is_told() {
        WorkerCard card = Samples.aCard(aWorker().worker());
        beat(card);
        Instant before = living().getFirst().seen();
        fixture.advance(Duration.ofSeconds(30));

        beat(card);

        assertThat(living().getFirst().seen()).isBetween(before.plusSeconds(30), before.plusSeconds(59));
    }

    @Test
    void the_latest_card_counts() {
        WorkerCard before = Samples.aCard(aWorker().worker());
        beat(before);
        WorkerCard now = new WorkerCard(
                before.worker(),
                "renamed",
                "1.1",
                4,
                before.since().plusSeconds(1),
                WorkerState.DRAINED,
                OptionalDouble.of(0.7),
                Optional.of(new Abilities(EnumSet.of(WorkKind.PROBE), new EncoderFingerprint("another build"))));

        beat(now);

        assertThat(living()).extracting(KnownWorker::card).containsExactly(now);
    }

    @Test
    void a_worker_is_listed_with_the_tasks_it_holds() {
        driver.submit();
        driver.submit();
        Claimant one = aWorker();
        Claimant other = aWorker();
        Claim held = driver.claim(one);
        driver.claim(other);
        Heartbeat halfWay = new Heartbeat(held.lease(), 0.5);

        workers.beat(Samples.aCard(one.worker()), List.of(halfWay), LEASE);

        List<HeldTask> running = living().getFirst().running();
        assertThat(running)
                .extracting(HeldTask::task, HeldTask::kind, HeldTask::progress)
                .containsExactly(tuple(held.lease().task(), WorkKind.PROBE.word(), 0.5));
        assertThat(running.getFirst().since())
                .isBetween(
                        living().getFirst().seen().minus(MINUTE),
                        living().getFirst().seen());
    }

    @Test
    void a_task_that_was_settled_is_held_no_more() {
        driver.submit();
        Claimant worker = aWorker();
        Claim claim = driver.claim(worker);
        fixture.persistence().tasks().settle(claim.lease(), new Settlement.HandedBack());

        Pulse pulse = workers.beat(Samples.aCard(worker.worker()), List.of(new Heartbeat(claim.lease(), 0.5)), LEASE);

        assertThat(pulse.held()).isEmpty();
        assertThat(living().getFirst().running()).isEmpty();
    }

    @Test
    void all_leases_are_renewed_in_one_go_and_those_of_others_are_not() {
        driver.submit();
        driver.submit();
        driver.submit();
        Claimant worker = aWorker();
        Claim one = driver.claim(worker);
        Claim two = driver.claim(worker);
        Claim foreign = driver.claim(aWorker());

        Pulse pulse = workers.beat(
                Samples.aCard(worker.worker()),
                Stream.of(foreign, two, one)
                        .map(claim -> new Heartbeat(claim.lease(), 0.1))
                        .toList(),
                LEASE);

        assertThat(pulse.held()).containsExactlyInAnyOrder(one.lease(), two.lease());
    }

    @Test
    void a_worker_that_is_silent_for_too_long_is_not_listed() {
        beat(Samples.aCard(aWorker().worker()));
        fixture.advance(MINUTE.plusSeconds(1));
        WorkerCard younger = Samples.aCard(aWorker().worker());
        beat(younger);

        assertThat(living()).extracting(KnownWorker::card).containsExactly(younger);
        assertThat(workers.census(MINUTE)).containsOnly(entry(WorkerState.WORKING, 1));
    }

    @Test
    void workers_are_listed_page_by_page_in_the_order_of_their_ids() {
        List<WorkerCard> cards = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            cards.add(Samples.aCard(aWorker().worker()));
        }
        cards.reversed().forEach(this::beat);

        List<KnownWorker> listed = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        Optional<Cursor> from = Optional.empty();
        do {
            Page<KnownWorker> page = workers.living(MINUTE, 2, from);
            listed.addAll(page.items());
            sizes.add(page.items().size());
            from = page.next();
        } while (from.isPresent());

        assertThat(listed).extracting(KnownWorker::card).containsExactlyElementsOf(cards);
        assertThat(sizes).containsExactly(2, 2, 1);
    }

    @Test
    void a_last_page_that_is_full_says_that_it_is_the_last() {
        beat(Samples.aCard(aWorker().worker()));
        beat(Samples.aCard(aWorker().worker()));

        assertThat(workers.living(MINUTE, 2, Optional.empty()).next()).isEmpty();
    }

    @Test
    void a_worker_hears_that_it_should_drain_every_time_it_asks() {
        WorkerCard card = Samples.aCard(aWorker().worker());
        beat(card);

        assertThat(workers.drain(card.worker()))
                .hasValueSatisfying(asked -> assertThat(asked.card().state()).isEqualTo(WorkerState.DRAINING));

        assertThat(beat(card).drain()).isTrue();
        assertThat(beat(card).drain()).isTrue();
        assertThat(living().getFirst().card().state()).isEqualTo(WorkerState.DRAINING);
    }

    @Test
    void a_worker_is_drained_when_it_says_so() {
        WorkerCard card = Samples.aCard(aWorker().worker());
        beat(card);
        workers.drain(card.worker());

        beat(Samples.aCard(card.worker(), WorkerState.DRAINED));

        assertThat(living().getFirst().card().state()).isEqualTo(WorkerState.DRAINED);
        assertThat(workers.drain(card.worker()).orElseThrow().card().state()).isEqualTo(WorkerState.DRAINED);
    }

    @Test
    void the_census_counts_each_state() {
        WorkerCard asked = Samples.aCard(aWorker().worker());
        beat(asked);
        beat(Samples.aCard(aWorker().worker()));
        beat(Samples.aCard(aWorker().worker()));
        beat(Samples.aCard(aWorker().worker(), WorkerState.DRAINING));
        workers.drain(asked.worker());

        assertThat(workers.census(MINUTE)).containsOnly(entry(WorkerState.WORKING, 2), entry(WorkerState.DRAINING, 2));
    }

    @Test
    void the_fleet_is_the_slots_of_those_that_take_tasks_at_the_mean_pace_of_those_that_know_theirs() {
        beat(aCard(3, OptionalDouble.of(1)));
        beat(aCard(1, OptionalDouble.of(3)));
        beat(aCard(4, OptionalDouble.empty()));
        beat(Samples.aCard(aWorker().worker(), WorkerState.DRAINED));
        WorkerCard asked = aCard(16, OptionalDouble.of(9));
        beat(asked);
        workers.drain(asked.worker());

        assertThat(workers.fleet(MINUTE)).contains(new Fleet(8, OptionalDouble.of(1.5)));
    }

    @Test
    void a_fleet_that_has_encoded_nothing_has_no_pace_and_one_that_is_silent_is_none() {
        beat(aCard(3, OptionalDouble.empty()));

        Optional<Fleet> alive = workers.fleet(MINUTE);
        fixture.advance(MINUTE.multipliedBy(2));

        assertThat(alive).contains(new Fleet(3, OptionalDouble.empty()));
        assertThat(workers.fleet(MINUTE)).isEmpty();
    }

    private static WorkerCard aCard(int slots, OptionalDouble pace) {
        WorkerCard card = Samples.aCard(aWorker().worker());
        return new WorkerCard(
                card.worker(), card.host(), card.version(), slots, card.since(), card.state(), pace, card.abilities());
    }

    @Test
    void the_workforce_is_what_the_living_workers_that_take_tasks_can_do() {
        Abilities usual = new Abilities(EnumSet.allOf(WorkKind.class), Samples.ENCODER);
        Abilities narrow = new Abilities(EnumSet.of(WorkKind.PROBE), new EncoderFingerprint("another build"));
        beat(aCardWith(Optional.of(new Abilities(EnumSet.of(WorkKind.REMUX), Samples.ENCODER))));
        fixture.advance(MINUTE.multipliedBy(2));
        beat(aCardWith(Optional.of(usual)));
        beat(aCardWith(Optional.of(usual)));
        beat(aCardWith(Optional.of(narrow)));
        WorkerCard asked = aCardWith(Optional.of(new Abilities(EnumSet.of(WorkKind.INDEX), Samples.ENCODER)));
        beat(asked);
        workers.drain(asked.worker());

        assertThat(workers.workforce(MINUTE)).isEqualTo(new Workforce(Set.of(usual, narrow), false));
    }

    @Test
    void a_worker_that_does_not_say_what_it_can_do_is_one_of_the_others() {
        assertThat(workers.workforce(MINUTE)).isEqualTo(new Workforce(Set.of(), false));

        beat(aCardWith(Optional.empty()));

        assertThat(workers.workforce(MINUTE)).isEqualTo(new Workforce(Set.of(), true));
        assertThat(living().getFirst().card().abilities()).isEmpty();
    }

    private static WorkerCard aCardWith(Optional<Abilities> abilities) {
        WorkerCard card = Samples.aCard(aWorker().worker());
        return new WorkerCard(
                card.worker(),
                card.host(),
                card.version(),
                card.slots(),
                card.since(),
                card.state(),
                card.pace(),
                abilities);
    }

    @Test
    void an_unknown_worker_can_not_be_drained() {
        assertThat(workers.drain(aWorker().worker())).isEmpty();
    }

    @Test
    void a_worker_that_ended_is_not_listed() {
        WorkerCard card = Samples.aCard(aWorker().worker());
        beat(card);

        workers.gone(card.worker());

        assertThat(living()).isEmpty();
        assertThat(workers.drain(card.worker())).isEmpty();
    }

    @Test
    void a_worker_that_is_silent_for_long_is_forgotten_and_the_others_are_not() {
        WorkerCard dead = Samples.aCard(aWorker().worker());
        beat(dead);
        fixture.advance(Duration.ofHours(25));
        WorkerCard living = Samples.aCard(aWorker().worker());
        beat(living);

        int forgotten = workers.forget(Duration.ofDays(1));

        assertThat(forgotten).isEqualTo(1);
        assertThat(workers.drain(dead.worker())).isEmpty();
        assertThat(workers.drain(living.worker())).isPresent();
        assertThat(workers.forget(Duration.ofDays(1))).isZero();
    }

    private Pulse beat(WorkerCard card) {
        return workers.beat(card, List.of(), LEASE);
    }

    private List<KnownWorker> living() {
        return workers.living(MINUTE, 10, Optional.empty()).items();
    }
}
