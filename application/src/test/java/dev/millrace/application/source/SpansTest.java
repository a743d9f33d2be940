package dev.millrace.application.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.ByteRange;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/// Parts of a file, compared with a set of bytes.
class SpansTest {
    private static final int SIZE = 500;

    @RepeatedTest(100)
    void joined_parts_hold_what_was_added_and_no_gap_worth_a_request(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        Spans spans = new Spans();
        BitSet added = some(spans, random);
        int gap = random.nextInt(20);

        List<ByteRange> joined = spans.joined(gap);

        BitSet held = bits(joined);
        BitSet missing = (BitSet) added.clone();
        missing.andNot(held);
        assertThat(missing.isEmpty()).isTrue();
        for (int i = 1; i < joined.size(); i++) {
            ByteRange before = joined.get(i - 1);
            assertThat(joined.get(i).from()).isGreaterThan(before.from() + before.length() + gap);
        }
        for (int at = held.nextSetBit(0); at >= 0; at = held.nextSetBit(at + 1)) {
            int previous = added.previousSetBit(at);
            assertThat(added.nextSetBit(at) - previous).isLessThanOrEqualTo(gap + 1);
        }
    }

    @RepeatedTest(100)
    void what_is_there_already_is_taken_away(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        Spans parts = new Spans();
        Spans others = new Spans();
        BitSet rest = some(parts, random);
        rest.andNot(some(others, random));

        List<ByteRange> left = Spans.minus(parts.joined(0), others.joined(0));

        assertThat(bits(left)).isEqualTo(rest);
        assertThat(Spans.total(left)).isEqualTo(rest.cardinality());
    }

    private static BitSet some(Spans spans, Random random) throws Exception {
        BitSet bits = new BitSet();
        for (int i = random.nextInt(12); i >= 0; i--) {
            int from = random.nextInt(SIZE);
            int length = random.nextInt(40);
            spans.add(from, length);
            bits.set(from, from + length);
        }
        return bits;
    }

    private static BitSet bits(List<ByteRange> parts) {
        BitSet bits = new BitSet();
        for (ByteRange part : parts) {
            bits.set((int) part.from(), (int) (part.from() + part.length()));
        }
        return bits;
    }
}
