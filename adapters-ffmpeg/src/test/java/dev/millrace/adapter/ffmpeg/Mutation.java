package dev.millrace.adapter.ffmpeg;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Damages files at random: the same seed, the same damage.
///
/// @param files what there is to damage, and to take strange parts from
/// @param random where chance comes from
record Mutation(List<byte[]> files, Random random) {
    /// Headers lie in front, and say the most.
    private static final int HEAD = 4096;

    private static final int[] LOUD = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xffff, 0x7fff, 256, -2};

    /// A file with one kind of damage, or several.
    byte[] next() {
        byte[] file = pick().clone();
        int rounds = 1 + random.nextInt(3);
        for (int round = 0; round < rounds && file.length > 16; round++) {
            file = switch (random.nextInt(8)) {
                case 0 -> Arrays.copyOf(file, random.nextInt(file.length));
                case 1 -> spliced(file);
                case 2 -> doubled(file);
                case 3 -> numbered(file);
                case 4 -> filled(file);
                case 5 -> flipped(file, file.length);
                default -> flipped(file, Math.min(HEAD, file.length));
            };
        }
        return file;
    }

    private byte[] pick() {
        return files.get(random.nextInt(files.size()));
    }

    private byte[] flipped(byte[] file, int within) {
        for (int count = 1 + random.nextInt(32); count > 0; count--) {
            file[random.nextInt(within)] ^= (byte) (1 << random.nextInt(8));
        }
        return file;
    }

    private byte[] numbered(byte[] file) {
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            int at = random.nextInt(random.nextBoolean() ? file.length - 4 : Math.min(HEAD, file.length) - 4);
            System.arraycopy(Mp4Bytes.number(LOUD[random.nextInt(LOUD.length)]), 0, file, at, 4);
        }
        return file;
    }

    private byte[] filled(byte[] file) {
        int from = random.nextInt(file.length);
        Arrays.fill(file, from, Math.min(file.length, from + 1 + random.nextInt(512)), (byte) random.nextInt());
        return file;
    }

    private byte[] spliced(byte[] file) {
        byte[] other = pick();
        return Mp4Bytes.join(
                Arrays.copyOf(file, random.nextInt(file.length)),
                Arrays.copyOfRange(other, random.nextInt(other.length), other.length));
    }

    private byte[] doubled(byte[] file) {
        int from = random.nextInt(file.length);
        int to = from + random.nextInt(file.length - from);
        return Mp4Bytes.join(
                Arrays.copyOf(file, to), Arrays.copyOfRange(file, from, to), Arrays.copyOfRange(file, to, file.length));
    }
}
