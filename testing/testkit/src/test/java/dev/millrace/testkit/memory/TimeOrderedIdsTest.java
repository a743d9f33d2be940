package dev.millrace.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.engine.TimeOrderedIds;
import dev.millrace.application.port.Ids;
import dev.millrace.domain.identity.JobId;
import dev.millrace.testkit.AdjustableClock;
import dev.millrace.testkit.IdsContract;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest extends IdsContract {
    private final AdjustableClock clock = new AdjustableClock();

    @Override
    protected Ids ids() {
        return new TimeOrderedIds(clock, new Random(1));
    }

    @Test
    void an_id_begins_with_the_milliseconds_of_its_clock() {
        long milliseconds = ids().job().value().getMostSignificantBits() >>> 16;

        assertThat(Instant.ofEpochMilli(milliseconds)).isEqualTo(clock.instant());
    }

    @Test
    void a_clock_that_is_set_back_does_not_disturb_the_order() {
        Ids ids = ids();
        JobId before = ids.job();

        clock.advance(Duration.ofHours(-1));

        assertThat(ids.job()).isGreaterThan(before);
    }
}
