package dev.millrace.application.measure;

import dev.millrace.application.port.AttemptEnd;
import dev.millrace.application.port.Claim;
import dev.millrace.application.port.Settlement;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobStatus;
import dev.millrace.domain.job.Purpose;
import dev.millrace.domain.plan.EncodeCost;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.work.Work;
import dev.millrace.domain.work.WorkKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Predicate;

/// What this process did since it was started. Sums over all processes are right: each thing is counted by the one that
/// did it. Inspections are no jobs here.
public final class Measures {
    private static final double[] SECONDS = {0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800};
    private static final double[] TIMES_REAL_TIME = {0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32};

    private final Clock clock;
    private final Instant since;
    private final LongAdder created = new LongAdder();
    private final Map<JobStatus, LongAdder> over = each(JobStatus.class, JobStatus::terminal, _ -> new LongAdder());
    private final Map<WorkKind, Map<AttemptEnd, LongAdder>> attempts =
            each(WorkKind.class, _ -> true, _ -> each(AttemptEnd.class, _ -> true, _ -> new LongAdder()));
    private final Map<WorkKind, Distribution> seconds = each(WorkKind.class, _ -> true, _ -> new Distribution(SECONDS));
    private final Distribution speed = new Distribution(TIMES_REAL_TIME);
    private final Pace pace = new Pace();

    /// @param clock measures attempts
    public Measures(Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    /// When counting began.
    public Instant since() {
        return since;
    }

    /// A job was accepted.
    public void accepted(Job job) {
        if (job.purpose() == Purpose.TRANSCODE) {
            created.increment();
        }
    }

    /// A job is over.
    ///
    /// @param how a terminal status
    public void ended(Job job, JobStatus how) {
        if (job.purpose() == Purpose.TRANSCODE) {
            at(over, how).increment();
        }
    }

    /// How many seconds of work, as [EncodeCost] estimates it, a slot of this process does in a second: over its latest
    /// chunks. Empty before the first.
    public OptionalDouble pace() {
        return pace.read();
    }

    /// An attempt begins now.
    public Attempt attempt(Claim claim) {
        return new Attempt(claim, clock.instant());
    }

    /// An attempt that goes on. It ends once.
    public final class Attempt {
        private final Claim claim;
        private final Instant began;

        private Attempt(Claim claim, Instant began) {
            this.claim = claim;
            this.began = began;
        }

        /// It was settled, and that counts.
        public void settled(Settlement settlement) {
            ended(AttemptEnd.of(settlement));
        }

        /// It does not count.
        public void lost() {
            ended(AttemptEnd.LOST);
        }

        private void ended(AttemptEnd end) {
            WorkKind kind = claim.work().kind();
            double took = Duration.between(began, clock.instant()).toNanos() / 1e9;
            at(at(attempts, kind), end).increment();
            at(seconds, kind).record(took);
            if (end == AttemptEnd.DONE && took > 0 && claim.work() instanceof Work.EncodeChunk chunk) {
                encoded(chunk.chunk().frames().length(), took);
            }
        }

        private void encoded(long frames, double took) {
            claim.job().plan().flatMap(Plan::picture).ifPresent(picture -> {
                speed.record(frames / picture.grid().rate().perSecond() / took);
                claim.job()
                        .source()
                        .ifPresent(
                                source -> pace.record(EncodeCost.ofFrame(source, picture.renditions()) * frames, took));
            });
        }
    }

    /// How it stands.
    ///
    /// @param created accepted jobs
    /// @param over jobs that ended, by how
    /// @param attempts attempts that ended, by what they were at and how they ended
    /// @param seconds how long attempts took
    /// @param speed how many seconds of film, in all its sizes, a second of encoding made, chunk by chunk
    public record Reading(
            long created,
            Map<JobStatus, Long> over,
            Map<WorkKind, Map<AttemptEnd, Long>> attempts,
            Map<WorkKind, Distribution.Reading> seconds,
            Distribution.Reading speed) {}

    /// How it stands now.
    public Reading read() {
        return new Reading(
                created.sum(),
                mapped(over, LongAdder::sum),
                mapped(attempts, ends -> mapped(ends, LongAdder::sum)),
                mapped(seconds, Distribution::read),
                speed.read());
    }

    private static <K extends Enum<K>, V> Map<K, V> each(Class<K> type, Predicate<K> counted, Function<K, V> fresh) {
        Map<K, V> map = new EnumMap<>(type);
        Arrays.stream(type.getEnumConstants()).filter(counted).forEach(key -> map.put(key, fresh.apply(key)));
        return map;
    }

    /// The maps are full from the start and never change, so that threads may share them.
    private static <K, V> V at(Map<K, V> map, K key) {
        return Optional.ofNullable(map.get(key)).orElseThrow(() -> new IllegalArgumentException("not counted: " + key));
    }

    private static <K extends Enum<K>, V, R> Map<K, R> mapped(Map<K, V> map, Function<V, R> reading) {
        Map<K, R> read = new LinkedHashMap<>();
        map.forEach((key, value) -> read.put(key, reading.apply(value)));
        return Collections.unmodifiableMap(read);
    }
}
