package dev.millrace.application.source;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// An MP4 file of random shape with one track of pictures, and what is true of it.
final class Mp4Film {
    static final int CLOCK = 12_800;

    private final byte[] bytes;
    private final List<Packet> packets;

    private Mp4Film(byte[] bytes, List<Packet> packets) {
        this.bytes = bytes;
        this.packets = packets;
    }

    byte[] bytes() {
        return bytes;
    }

    List<Packet> packets() {
        return packets;
    }

    /// @param at where it begins
    /// @param shown on the track's clock
    record Packet(long at, int size, long shown, boolean key) {}

    /// A film with everything its tables allow: runs of packets of any length with gaps between, delays, uneven times.
    static Mp4Film random(Random random) {
        int count = 50 + random.nextInt(400);
        int group = 1 + random.nextInt(60);
        int[] sizes = random.ints(count, 1, 3000).toArray();
        int[] steps = random.ints(count, 1, 1000).toArray();
        int[] delays = random.ints(count, 0, 3).map(step -> step * 512).toArray();
        List<Integer> runs = new ArrayList<>();
        for (int left = count; left > 0; left -= runs.getLast()) {
            runs.add(Math.min(left, 1 + random.nextInt(9)));
        }
        int[] gaps = random.ints(runs.size(), 0, 4000).toArray();
        boolean inFront = random.nextBoolean();
        byte[] type = box("ftyp", bytes(0x69736f6d, 0));
        int index = movie(sizes, steps, delays, group, runs, new long[runs.size()]).length;
        long at = type.length + 8L + (inFront ? index : 0);
        List<Packet> packets = new ArrayList<>();
        long[] places = new long[runs.size()];
        long decoded = 0;
        for (int run = 0; run < places.length; run++) {
            at += gaps[run];
            places[run] = at;
            for (int i = 0; i < runs.get(run); i++) {
                int number = packets.size();
                packets.add(new Packet(at, sizes[number], decoded + delays[number], number % group == 0));
                at += sizes[number];
                decoded += steps[number];
            }
        }
        byte[] media = box("mdat", new byte[(int) (at - type.length - 8 - (inFront ? index : 0))]);
        byte[] movie = movie(sizes, steps, delays, group, runs, places);
        return new Mp4Film(inFront ? joined(type, movie, media) : joined(type, media, movie), packets);
    }

    private static byte[] movie(int[] sizes, int[] steps, int[] delays, int group, List<Integer> runs, long[] places) {
        int count = sizes.length;
        byte[] keys = table(
                IntStream.range(0, count).filter(number -> number % group == 0).mapToObj(number ->
                        new int[] {number + 1}));
        byte[] lists = joined(
                box("stts", table(IntStream.of(steps).mapToObj(step -> new int[] {1, step}))),
                box("ctts", table(IntStream.of(delays).mapToObj(delay -> new int[] {1, delay}))),
                box("stss", keys),
                box("stsc", table(IntStream.range(0, runs.size()).mapToObj(run ->
                        new int[] {run + 1, runs.get(run), 1}))),
                box("stsz", joined(bytes(0, 0, count), bytes(sizes))),
                box("stco", table(Arrays.stream(places).mapToObj(place -> new int[] {(int) place}))));
        byte[] media = joined(
                box("mdhd", bytes(0, 0, 0, CLOCK, 0, 0)),
                box("hdlr", joined(bytes(0, 0), "vide".getBytes(StandardCharsets.US_ASCII), new byte[13])),
                box("minf", box("stbl", lists)));
        return box("moov", joined(box("mvhd", bytes(0, 0, 0, 1000, 0)), box("trak", box("mdia", media))));
    }

    private static byte[] table(Stream<int[]> rows) {
        List<int[]> all = rows.toList();
        return joined(
                bytes(0, all.size()), joined(all.stream().map(Mp4Film::bytes).toArray(byte[][]::new)));
    }

    static byte[] box(String type, byte[] body) {
        return joined(bytes(8 + body.length), type.getBytes(StandardCharsets.US_ASCII), body);
    }

    static byte[] bytes(int... numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * numbers.length);
        buffer.asIntBuffer().put(numbers);
        return buffer.array();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
