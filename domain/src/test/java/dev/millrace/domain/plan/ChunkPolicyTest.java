package dev.millrace.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.domain.Property;
import dev.millrace.domain.Property.Any;
import dev.millrace.domain.media.FrameRate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkPolicyTest {
    /// Segments of 144 frames.
    private static final Grid FILM = new Grid(FrameRate.of(24), 48, 3);

    @ParameterizedTest
    @CsvSource({
        "1, '[0, 1)'",
        "288, '[0, 288)'",
        "289, '[0, 144) [144, 289)'",
        "720, '[0, 144) [144, 720)'",
        "1000, '[0, 144) [144, 576) [576, 1000)'",
        "1008, '[0, 144) [144, 576) [576, 1008)'",
        "1440, '[0, 144) [144, 720) [720, 1440)'"
    })
    void a_short_film_is_one_chunk_and_a_longer_one_begins_with_a_short_one(long frames, String chunks) {
        assertThat(ChunkPolicy.STANDARD.cut(FILM, frames, false).stream()
                        .map(chunk -> chunk.frames().toString())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(chunks);
    }

    @Test
    void chunks_tile_the_grid_and_begin_on_segment_edges() {
        Property.holds(300, any -> {
            ChunkPolicy policy = anyPolicy(any);
            Grid grid = new Grid(FrameRate.of(25), any.whole(1, 600), any.whole(1, 20));
            long opening = policy.opening(grid).frames().end();
            boolean opened = any.chance(0.3);
            long frames = any.ofAnySize(1, 3_000L * grid.segmentFrames()) + (opened ? opening : 0);

            List<Chunk> chunks = policy.cut(grid, frames, opened);

            long edge = 0;
            for (int index = 0; index < chunks.size(); index++) {
                Chunk chunk = chunks.get(index);
                assertThat(chunk.index()).isEqualTo(index);
                assertThat(chunk.frames().start()).isEqualTo(edge);
                assertThat(edge % grid.segmentFrames()).isZero();
                assertThat(chunk.last()).isEqualTo(index == chunks.size() - 1);
                edge = chunk.frames().end();
            }
            assertThat(edge).isEqualTo(frames);
            if (opened) {
                assertThat(chunks.getFirst()).isEqualTo(policy.opening(grid));
            }
        });
    }

    @Test
    void later_chunks_are_about_as_long_as_the_policy_wants() {
        Property.holds(500, any -> {
            ChunkPolicy policy = anyPolicy(any);
            long segments = policy.wholeUpTo() + any.ofAnySize(policy.target(), 10_000);

            List<Chunk> later = policy.cut(FILM, segments * FILM.segmentFrames(), false).stream()
                    .skip(1)
                    .toList();

            for (Chunk chunk : later) {
                double length = (double) chunk.frames().length() / FILM.segmentFrames() / policy.target();
                assertThat(length).isBetween(0.5, 2.0);
            }
        });
    }

    @Test
    void a_film_that_is_surely_cut_is_cut_even_if_its_headers_exaggerate_by_a_segment() {
        Property.holds(500, any -> {
            ChunkPolicy policy = anyPolicy(any);
            long declared = any.ofAnySize(1, 100_000);
            long real = Math.max(1, declared - any.whole(0, FILM.segmentFrames()));

            if (policy.surelyCuts(FILM, declared)) {
                assertThat(policy.cut(FILM, real, false)).hasSizeGreaterThan(1).startsWith(policy.opening(FILM));
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "1, 0, 1", "1, 1, 0", "1, 2, 1"})
    void a_policy_that_makes_empty_chunks_is_refused(int wholeUpTo, int first, int target) {
        assertThatThrownBy(() -> new ChunkPolicy(wholeUpTo, first, target))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ChunkPolicy anyPolicy(Any any) {
        int first = any.whole(1, 3);
        return any.chance(0.3)
                ? ChunkPolicy.STANDARD
                : new ChunkPolicy(first + any.whole(0, 4), first, any.whole(1, 10));
    }
}
