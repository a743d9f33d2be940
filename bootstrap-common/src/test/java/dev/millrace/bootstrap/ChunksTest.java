package dev.millrace.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.domain.plan.ChunkPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {
    @Test
    void films_are_cut_by_cost_unless_somebody_says_otherwise() {
        assertThat(Chunks.from(new Settings(Map.of()))).isEqualTo(ChunkPolicy.STANDARD);
    }

    @Test
    void a_number_of_segments_cuts_evenly() {
        assertThat(Chunks.from(new Settings(Map.of("MILLRACE_CHUNK_SEGMENTS", "4"))))
                .isEqualTo(new ChunkPolicy.Even(2, 1, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "10001"})
    void what_is_no_such_number_is_refused(String given) {
        assertThatThrownBy(() -> Chunks.from(new Settings(Map.of("MILLRACE_CHUNK_SEGMENTS", given))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("MILLRACE_CHUNK_SEGMENTS");
    }
}
