package dev.millrace.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.domain.Property;
import dev.millrace.domain.Property.Any;
import dev.millrace.domain.media.FrameRate;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkPolicyTest {
    private static final ChunkPolicy.ByCost BY_COST = ChunkPolicy.STANDARD;

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
        assertThat(new ChunkPolicy.Even(2, 1, 4)
                        .cut(film(frames), Fleet.UNKNOWN, false).stream()
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

            List<Chunk> chunks = policy.cut(new Film(grid, frames, anyCost(any)), anyFleet(any), opened);

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
            ChunkPolicy.Even policy = anyEvenPolicy(any);
            long segments = policy.wholeUpTo() + any.ofAnySize(policy.target(), 10_000);

            List<Chunk> later = policy.cut(film(segments * FILM.segmentFrames()), Fleet.UNKNOWN, false).stream()
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

            double cost = anyCost(any);

            if (policy.surelyCuts(new Film(FILM, declared, cost))) {
                assertThat(policy.cut(new Film(FILM, real, cost), Fleet.UNKNOWN, false))
                        .hasSizeGreaterThan(1)
                        .startsWith(policy.opening(FILM));
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "1, 0, 1", "1, 1, 0", "1, 2, 1"})
    void a_policy_that_makes_empty_chunks_is_refused(int wholeUpTo, int first, int target) {
        assertThatThrownBy(() -> new ChunkPolicy.Even(wholeUpTo, first, target))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_policy_that_would_cut_one_segment_is_refused() {
        assertThatThrownBy(() -> new ChunkPolicy.ByCost(0, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(60)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ChunkPolicy.ByCost(1, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// Costs of a frame of 24 a second in the profile `web`: 0.14 from 4K, 0.12 from 1080p, 0.022 from 480p.
    @ParameterizedTest
    @CsvSource({
        "1080p, 12 s, 288,   0.12,  2, 0",
        "480p,  18 s, 432,   0.022, 2, 0",
        "1080p, 13 s, 312,   0.12,  2, '1 1 1'",
        "1080p, 60 s, 1440,  0.12,  2, '1 3 2 1 1 1 1'",
        "1080p, 60 s, 1440,  0.12,  8, '1 1 1 1 1 1 1 1 1 1'",
        "480p,  5 min, 7200, 0.022, 2, '1 13 9 7 5 4 4 7'",
        "4K,    30 s, 720,   0.9,   2, '1 1 1 1 1'",
    })
    void chunks_are_cut_by_cost(String picture, String length, long frames, double cost, int slots, String segments) {
        List<Chunk> chunks = BY_COST.cut(new Film(FILM, frames, cost), new Fleet(slots, OptionalDouble.empty()), false);

        String cut = chunks.stream()
                .map(chunk -> Long.toString(FILM.segments(chunk.frames().length())))
                .collect(Collectors.joining(" "));
        assertThat(chunks.size() == 1 ? "0" : cut).as(picture + " of " + length).isEqualTo(segments);
    }

    @Test
    void a_fleet_that_is_faster_than_expected_gets_longer_chunks() {
        Film film = new Film(FILM, 144_000, 0.12);

        List<Chunk> usual = BY_COST.cut(film, new Fleet(2, OptionalDouble.of(1)), false);
        List<Chunk> fast = BY_COST.cut(film, new Fleet(2, OptionalDouble.of(3)), false);

        assertThat(usual.get(1).frames().length()).isEqualTo(3 * 144);
        assertThat(fast.get(1).frames().length()).isEqualTo(10 * 144);
    }

    @Test
    void each_chunk_but_the_first_is_worth_its_process_start() {
        Property.holds(500, any -> {
            Film film = aLongFilm(any);

            List<Chunk> chunks = BY_COST.cut(film, anyFleet(any), true);

            double worth = 100 * BY_COST.start().toMillis() / 1e3;
            for (Chunk chunk : chunks.subList(1, Math.max(1, chunks.size() - 1))) {
                assertThat(chunk.frames().length() * film.frameCost()).isGreaterThanOrEqualTo(worth);
            }
        });
    }

    @Test
    void no_chunk_takes_a_slot_longer_than_the_limit_unless_it_has_to() {
        Property.holds(500, any -> {
            Film film = aLongFilm(any);
            Fleet fleet = anyFleet(any);

            for (Chunk chunk : BY_COST.cut(film, fleet, true)) {
                double least =
                        Math.max(film.segmentCost(), 100 * BY_COST.start().toMillis() / 1e3 + film.segmentCost());
                double limit = Math.max(BY_COST.longest().toSeconds() * fleet.paceOrUsual(), 2 * least);
                assertThat(chunk.frames().length() * film.frameCost()).isLessThanOrEqualTo(limit * 1.000001);
            }
        });
    }

    /// Slots of whatever speeds take chunks in order, each when it is free. Nobody idles longer at the end than the
    /// smallest piece that could have been cut takes the slowest of them, twice.
    @Test
    void all_slots_are_busy_to_the_end() {
        Property.holds(500, any -> {
            Film film = aLongFilm(any);
            Fleet fleet = new Fleet((int) any.ofAnySize(1, 200), OptionalDouble.empty());
            double smallest = Math.max(film.segmentCost(), 100 * BY_COST.start().toMillis() / 1e3 + film.segmentCost());

            List<Chunk> chunks = BY_COST.cut(film, fleet, true);

            PriorityQueue<Double> free = new PriorityQueue<>();
            for (int slot = 0; slot < fleet.slots(); slot++) {
                free.add(0.0);
            }
            double end = 0;
            for (Chunk chunk : chunks) {
                double done = free.remove() + chunk.frames().length() * film.frameCost();
                free.add(done);
                end = Math.max(end, done);
            }
            double fair = film.frames() * film.frameCost() / fleet.slots();
            assertThat(end - fair).isLessThanOrEqualTo(2 * smallest);
        });
    }

    private static Film aLongFilm(Any any) {
        double cost = Math.max(anyCost(any), 0.0005);
        return new Film(FILM, any.ofAnySize(10, 5_000) * FILM.segmentFrames() + any.whole(1, 144), cost);
    }

    private static Film film(long frames) {
        return new Film(FILM, frames, 0.12);
    }

    /// From less than a thumbnail at the fastest preset to more than 8K at the slowest.
    private static double anyCost(Any any) {
        return any.chance(0.05) ? 0 : any.ofAnySize(1, 1_000_000) / 1e5;
    }

    private static Fleet anyFleet(Any any) {
        return new Fleet(
                (int) any.ofAnySize(1, 2000),
                any.chance(0.3) ? OptionalDouble.empty() : OptionalDouble.of(any.ofAnySize(1, 1000) / 100.0));
    }

    private static ChunkPolicy anyPolicy(Any any) {
        return any.chance(0.5) ? BY_COST : anyEvenPolicy(any);
    }

    private static ChunkPolicy.Even anyEvenPolicy(Any any) {
        int first = any.whole(1, 3);
        return new ChunkPolicy.Even(first + any.whole(0, 4), first, any.whole(1, 10));
    }
}
