package dev.millrace.domain.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlockedTest {
    private static final EncoderFingerprint BUILD = new EncoderFingerprint("a build");
    private static final EncoderFingerprint ANOTHER = new EncoderFingerprint("another build");
    private static final Need CHUNK = new Need(WorkKind.ENCODE_CHUNK, Optional.of(BUILD));
    private static final Need FIRST_CHUNK = new Need(WorkKind.ENCODE_CHUNK, Optional.empty());
    private static final Abilities ALL = new Abilities(EnumSet.allOf(WorkKind.class), BUILD);
    private static final Abilities ALL_OTHERWISE = new Abilities(EnumSet.allOf(WorkKind.class), ANOTHER);
    private static final Abilities PROBING = new Abilities(EnumSet.of(WorkKind.PROBE), BUILD);

    @Test
    void nothing_is_blocked_that_one_worker_can_do() {
        assertThat(Blocked.of(CHUNK, workers(ALL_OTHERWISE, ALL))).isEmpty();
        assertThat(Blocked.of(FIRST_CHUNK, workers(ALL_OTHERWISE))).isEmpty();
    }

    @Test
    void everything_is_blocked_where_there_is_no_worker() {
        assertThat(reason(FIRST_CHUNK, workers())).contains(Blocked.Reason.NO_WORKER);
    }

    @Test
    void a_kind_that_no_worker_knows_is_blocked() {
        Optional<Blocked> blocked = Blocked.of(FIRST_CHUNK, workers(PROBING));

        assertThat(blocked).map(Blocked::reason).contains(Blocked.Reason.KIND_UNKNOWN);
        assertThat(blocked.orElseThrow().sentence()).contains("encode_chunk");
    }

    @Test
    void the_build_and_the_kind_must_be_those_of_one_worker() {
        assertThat(reason(CHUNK, workers(ALL_OTHERWISE))).contains(Blocked.Reason.ENCODER_MISSING);
        assertThat(reason(CHUNK, workers(ALL_OTHERWISE, PROBING))).contains(Blocked.Reason.ENCODER_MISSING);
    }

    @Test
    void a_worker_that_does_not_say_what_it_can_do_may_be_able() {
        assertThat(Blocked.of(CHUNK, new Workforce(Set.of(PROBING), true))).isEmpty();
        assertThat(Blocked.of(CHUNK, new Workforce(Set.of(), true))).isEmpty();
    }

    private static Optional<Blocked.Reason> reason(Need need, Workforce workers) {
        return Blocked.of(need, workers).map(Blocked::reason);
    }

    private static Workforce workers(Abilities... known) {
        return new Workforce(Set.of(known), false);
    }
}
