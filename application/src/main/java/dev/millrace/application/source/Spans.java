package dev.millrace.application.source;

import dev.millrace.application.port.ByteRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Parts of a file that are needed.
final class Spans {
    /// Of a chunk there are some thousand; an index that names more was made to exhaust who reads it.
    private static final int MOST = 100_000;

    private final List<ByteRange> needed = new ArrayList<>();

    /// Adds a part. It may overlap others.
    Spans add(long from, long length) throws UnknownLayout {
        boolean follows = !needed.isEmpty() && end(needed.getLast()) == from;
        if (length > 0) {
            needed.add(follows ? joined(needed.removeLast(), length) : new ByteRange(from, length));
        }
        if (needed.size() > MOST) {
            throw new UnknownLayout("its packets lie in very many places");
        }
        return this;
    }

    private static ByteRange joined(ByteRange before, long more) {
        return new ByteRange(before.from(), before.length() + more);
    }

    Spans add(List<ByteRange> parts) {
        needed.addAll(parts);
        return this;
    }

    /// The parts in order, none touching the next. Parts with less than `gap` bytes between them are one, together with
    /// what lies between: a further request costs more than these bytes.
    List<ByteRange> joined(long gap) {
        List<ByteRange> joined = new ArrayList<>();
        for (ByteRange part : needed.stream()
                .sorted(Comparator.comparingLong(ByteRange::from))
                .toList()) {
            if (!joined.isEmpty() && part.from() <= end(joined.getLast()) + gap) {
                ByteRange last = joined.removeLast();
                joined.add(new ByteRange(last.from(), Math.max(end(last), end(part)) - last.from()));
            } else {
                joined.add(part);
            }
        }
        return joined;
    }

    static long total(List<ByteRange> parts) {
        return parts.stream().mapToLong(ByteRange::length).sum();
    }

    /// What is in `parts` and not in `others`; both are in order and apart.
    static List<ByteRange> minus(List<ByteRange> parts, List<ByteRange> others) {
        List<ByteRange> rest = new ArrayList<>();
        for (ByteRange part : parts) {
            long from = part.from();
            for (ByteRange other : others) {
                if (end(other) > from && other.from() < end(part)) {
                    addRest(rest, from, other.from());
                    from = end(other);
                }
            }
            addRest(rest, from, end(part));
        }
        return rest;
    }

    private static void addRest(List<ByteRange> rest, long from, long to) {
        if (to > from) {
            rest.add(new ByteRange(from, to - from));
        }
    }

    private static long end(ByteRange part) {
        return part.from() + part.length();
    }
}
