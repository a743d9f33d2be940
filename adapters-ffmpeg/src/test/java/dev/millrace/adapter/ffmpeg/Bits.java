package dev.millrace.adapter.ffmpeg;

import java.io.ByteArrayOutputStream;

/// Writes bits, most significant first.
final class Bits {
    private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
    private int current;
    private int count;

    Bits write(int value, int bits) {
        for (int bit = bits - 1; bit >= 0; bit--) {
            current = (current << 1) | ((value >> bit) & 1);
            if (++count == 8) {
                whole.write(current);
                current = 0;
                count = 0;
            }
        }
        return this;
    }

    /// Exp-Golomb (ITU-T H.264, 9.1).
    Bits golomb(int value) {
        int bits = 32 - Integer.numberOfLeadingZeros(value + 1);
        return write(0, bits - 1).write(value + 1, bits);
    }

    byte[] bytes() {
        while (count != 0) {
            write(0, 1);
        }
        return whole.toByteArray();
    }
}
