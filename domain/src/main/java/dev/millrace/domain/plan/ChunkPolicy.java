package dev.millrace.domain.plan;

import java.time.Duration;
import java.util.List;

/// How a film is cut for workers, in whole segments: a pure function of the film, what encoding it costs, and the fleet.
///
/// Each chunk costs one process start and the decoding of a few frames before its first; too few chunks leave workers
/// idle at the end. The first is short, so that the first seconds can play early.
public sealed interface ChunkPolicy permits ChunkPolicy.Even, ChunkPolicy.ByCost {
    /// By cost: up to 12 s of film, or 10 s of work, stay whole; else one segment first and then pieces that take a slot
    /// a minute at most and a hundred process starts at least, smaller and smaller towards the end.
    ByCost STANDARD = new ByCost(2, Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofSeconds(60));

    /// The first chunk, as it is cut before the film's exact length is known.
    Chunk opening(Grid grid);

    /// Whether a film would be cut at all, with a segment to spare for headers that exaggerate, by whatever fleet.
    ///
    /// @param declared the film as its headers describe it
    boolean surelyCuts(Film declared);

    /// Cuts a film. The chunks follow each other without a gap and each begins on a segment edge.
    ///
    /// @param opened whether the opening chunk exists already and must stay as it is
    List<Chunk> cut(Film film, Fleet fleet, boolean opened);

    /// Pieces of about one length, whatever they cost.
    ///
    /// @param wholeUpTo a film of no more segments stays one chunk
    /// @param first segments of the first chunk of a longer film
    /// @param target segments that each later chunk should have
    record Even(int wholeUpTo, int first, int target) implements ChunkPolicy {
        /// Refuses empty chunks and a first chunk longer than a short film.
        public Even {
            if (first < 1 || target < 1 || wholeUpTo < first) {
                throw new IllegalArgumentException(
                        "chunks have at least one segment, and a short film at least a first");
            }
        }

        @Override
        public Chunk opening(Grid grid) {
            return Cutting.opening(grid, first);
        }

        @Override
        public boolean surelyCuts(Film declared) {
            return declared.segments() > wholeUpTo + 1L;
        }

        @Override
        public List<Chunk> cut(Film film, Fleet fleet, boolean opened) {
            long segments = film.segments();
            if (segments <= wholeUpTo && !opened) {
                return Cutting.whole(film);
            }
            Cutting cutting = new Cutting(film, first);
            long rest = segments - first;
            long pieces = Math.max(1, Math.round((double) rest / target));
            for (long piece = 0; piece < pieces; piece++) {
                cutting.take(rest * (piece + 1) / pieces - rest * piece / pieces);
            }
            return cutting.chunks();
        }
    }

    /// Pieces by what they cost, so that a chunk of 4K takes a slot about as long as one of 480p.
    ///
    /// Each takes half of what would be left for a slot if the rest were shared out now: large ones first, because each
    /// costs a process start, and small ones last, so that all slots end together. This is the factoring of Hummel,
    /// Schonberg and Flynn (Communications of the ACM 35, 1992). It needs no foresight: a slot that is slow, or busy with
    /// another job, takes fewer pieces.
    ///
    /// @param wholeUpTo a film of no more segments stays one chunk
    /// @param wholeWork a film that takes one slot no longer stays one chunk, too
    /// @param start what it costs to start a process, in processor time; at most a hundredth of what a chunk costs
    /// @param longest no chunk should take a slot longer, unless it is a single segment, or has to in order to be worth its
    ///     start: so much is lost when its worker dies, and so long others wait for the slot
    record ByCost(int wholeUpTo, Duration wholeWork, Duration start, Duration longest) implements ChunkPolicy {
        private static final int FIRST = 1;
        private static final double START_SHARE = 0.01;

        /// Refuses policies that would cut what can't be cut, or nothing.
        public ByCost {
            if (wholeUpTo < FIRST || wholeWork.isNegative() || start.isNegative() || !longest.isPositive()) {
                throw new IllegalArgumentException("a film of one segment can't be cut, and chunks take some time");
            }
        }

        @Override
        public Chunk opening(Grid grid) {
            return Cutting.opening(grid, FIRST);
        }

        @Override
        public boolean surelyCuts(Film declared) {
            long surely = declared.segments() - 1;
            return surely > wholeUpTo && declared.segmentCost() * surely > seconds(wholeWork);
        }

        @Override
        public List<Chunk> cut(Film film, Fleet fleet, boolean opened) {
            if (!opened && staysWhole(film, fleet)) {
                return Cutting.whole(film);
            }
            long least = least(film);
            long most = most(film, fleet, least);
            Cutting cutting = new Cutting(film, FIRST);
            while (cutting.left() > 0) {
                long left = cutting.left();
                long half = Math.ceilDiv(left, 2L * fleet.slots());
                // What would be left over, and not be worth its start, is done with this one.
                cutting.take(left < 2 * least ? left : Math.clamp(half, least, most));
            }
            return cutting.chunks();
        }

        private boolean staysWhole(Film film, Fleet fleet) {
            return film.segments() <= wholeUpTo
                    || film.frameCost() * film.frames() <= seconds(wholeWork) * fleet.paceOrUsual();
        }

        /// Segments that are worth a process start. Where nothing costs anything, that is all of them.
        private long least(Film film) {
            double worth = Math.ceil(seconds(start) / START_SHARE / film.segmentCost());
            return Math.clamp((long) worth, 1L, film.segments());
        }

        private long most(Film film, Fleet fleet, long least) {
            double fit = seconds(longest) * fleet.paceOrUsual() / film.segmentCost();
            return Math.clamp((long) fit, least, film.segments());
        }

        private static double seconds(Duration time) {
            return time.toNanos() / 1e9;
        }
    }
}
