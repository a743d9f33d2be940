package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.WorkerCard;
import dev.millrace.application.port.WorkerRegistry;
import dev.millrace.domain.identity.TaskId;
import dev.millrace.domain.identity.TaskName;
import dev.millrace.domain.identity.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [WorkerRegistry] promises.
public abstract class WorkerRegistryContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant MORNING = Instant.parse("2026-01-01T08:00:00Z");

    private PersistenceFixture fixture;
    private WorkerRegistry workers;

    /// For subclasses.
    protected WorkerRegistryContract() {}

    /// An empty persistence.
    protected abstract PersistenceFixture fixture();

    @BeforeEach
    final void open() {
        fixture = fixture();
        workers = fixture.persistence().workers();
    }

    @AfterEach
    final void close() {
        fixture.close();
    }

    @Test
    void a_worker_that_says_so_is_alive() {
        WorkerCard card = aCard(MORNING);

        boolean draining = workers.alive(card);

        assertThat(draining).isFalse();
        assertThat(workers.living(MINUTE)).containsExactly(card);
    }

    @Test
    void the_latest_card_counts() {
        WorkerCard before = aCard(MORNING);
        workers.alive(before);
        WorkerCard now = new WorkerCard(
                before.worker(),
                before.host(),
                4,
                before.since(),
                List.of(new TaskId(Samples.aJobId(), new TaskName("chunk-0001"))));

        workers.alive(now);

        assertThat(workers.living(MINUTE)).containsExactly(now);
    }

    @Test
    void a_worker_that_is_silent_for_too_long_is_not_listed() {
        workers.alive(aCard(MORNING));
        fixture.advance(MINUTE.plusSeconds(1));
        WorkerCard younger = aCard(MORNING.plusSeconds(60));
        workers.alive(younger);

        assertThat(workers.living(MINUTE)).containsExactly(younger);
    }

    @Test
    void the_eldest_is_listed_first() {
        WorkerCard younger = aCard(MORNING.plusSeconds(60));
        WorkerCard elder = aCard(MORNING);
        workers.alive(younger);
        workers.alive(elder);

        assertThat(workers.living(MINUTE)).containsExactly(elder, younger);
    }

    @Test
    void a_worker_hears_that_it_should_drain_every_time_it_asks() {
        WorkerCard card = aCard(MORNING);
        workers.alive(card);

        assertThat(workers.drain(card.worker())).isTrue();

        assertThat(workers.alive(card)).isTrue();
        assertThat(workers.alive(card)).isTrue();
    }

    @Test
    void an_unknown_worker_can_not_be_drained() {
        assertThat(workers.drain(new WorkerId(Samples.aJobId().value()))).isFalse();
    }

    @Test
    void a_worker_that_ended_is_not_listed() {
        WorkerCard card = aCard(MORNING);
        workers.alive(card);

        workers.gone(card.worker());

        assertThat(workers.living(MINUTE)).isEmpty();
    }

    private static WorkerCard aCard(Instant since) {
        return new WorkerCard(new WorkerId(Samples.aJobId().value()), "host", 2, since, List.of());
    }
}
