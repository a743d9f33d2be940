package dev.millrace.application.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.ObjectVersion;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.media.ByteSize;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// The parts of an MP4 file that hold what a task reads.
class Mp4MapTest {
    private static final int AHEAD = 40;

    @RepeatedTest(200)
    void every_packet_from_the_way_in_to_the_end_lies_in_a_part(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        Mp4Film film = Mp4Film.random(random);
        List<Mp4Film.Packet> packets = film.packets();
        Duration from = time(packets.get(random.nextInt(packets.size())).shown());
        Duration to = from.plus(time(random.nextInt(100_000)));

        List<ByteRange> parts =
                new Spans().add(map(film.bytes()).pictures(0, from, to)).joined(random.nextInt(5000));

        int first = 0;
        int last = 0;
        for (int i = 0; i < packets.size(); i++) {
            first = packets.get(i).key() && time(packets.get(i).shown()).compareTo(from) <= 0 ? i : first;
            last = time(packets.get(i).shown()).compareTo(to) < 0 ? i : last;
        }
        assertThat(packets.subList(Math.min(first, last), Math.min(packets.size(), last + AHEAD + 1)).stream()
                        .skip(Math.max(0, first - last)))
                .allMatch(packet -> parts.stream().anyMatch(part -> holds(part, packet)));
        assertInOrderAndApart(parts, film.bytes().length);
    }

    @RepeatedTest(50)
    void the_index_and_the_first_packets_are_read_when_it_is_opened(RepetitionInfo repetition) throws Exception {
        Mp4Film film = Mp4Film.random(new Random(repetition.getCurrentRepetition()));

        List<ByteRange> parts = map(film.bytes()).opening();

        assertThat(film.packets().subList(0, 30))
                .allMatch(packet -> parts.stream().anyMatch(part -> holds(part, packet)));
        assertInOrderAndApart(parts, film.bytes().length);
    }

    @RepeatedTest(200)
    void a_damaged_index_gives_no_parts_outside_the_file(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] bytes = Mp4Film.random(random).bytes();
        for (int i = 0; i < 200; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }

        try {
            Mp4Map map = map(bytes);
            assertInOrderAndApart(map.opening(), bytes.length);
            assertInOrderAndApart(map.pictures(0, Duration.ofSeconds(1), Duration.ofSeconds(3)), bytes.length);
        } catch (Exception refused) {
            assertThat(refused).isInstanceOf(UnknownLayout.class);
        }
    }

    @Test
    void fragments_are_not_known() {
        byte[] film = Mp4Film.joined(Mp4Film.box("ftyp", new byte[8]), Mp4Film.box("moof", new byte[100]), new byte[0]);

        assertThatThrownBy(() -> map(film)).isInstanceOf(UnknownLayout.class);
    }

    private static void assertInOrderAndApart(List<ByteRange> parts, long size) {
        long end = -1;
        for (ByteRange part : parts) {
            assertThat(part.from()).isGreaterThan(end);
            end = part.from() + part.length();
            assertThat(end).isLessThanOrEqualTo(size);
        }
    }

    private static boolean holds(ByteRange part, Mp4Film.Packet packet) {
        return part.from() <= packet.at() && packet.at() + packet.size() <= part.from() + part.length();
    }

    private static Duration time(long ticks) {
        return Duration.ofNanos(ticks * 1_000_000_000L / Mp4Film.CLOCK);
    }

    private static Mp4Map map(byte[] bytes) throws Exception {
        ObjectVersion version = new ObjectVersion(new ObjectKey("film.mp4"), new ByteSize(bytes.length), "1");
        MediaStore media = mock(MediaStore.class);
        when(media.read(any(ObjectVersion.class), any())).thenAnswer(call -> {
            ByteRange range = call.getArgument(1);
            return new ByteArrayInputStream(bytes, (int) range.from(), (int) range.length());
        });
        return Mp4Map.read(new FilmBytes(new Fetching(media, version), 32 << 20));
    }
}
