package dev.millrace.application.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Bytes that somebody else wrote, read with a look at where they end. Numbers begin with their highest byte.
record Fields(ByteBuffer bytes) {
    static Fields of(byte[] bytes) {
        return new Fields(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
    }

    int length() {
        return bytes.limit();
    }

    int u8(long at) throws UnknownLayout {
        return bytes.get(within(at, 1)) & 0xff;
    }

    int i32(long at) throws UnknownLayout {
        return bytes.getInt(within(at, 4));
    }

    long u32(long at) throws UnknownLayout {
        return Integer.toUnsignedLong(i32(at));
    }

    long i64(long at) throws UnknownLayout {
        return bytes.getLong(within(at, 8));
    }

    /// Four letters.
    String type(long at) throws UnknownLayout {
        byte[] letters = new byte[4];
        bytes.get(within(at, 4), letters);
        return new String(letters, StandardCharsets.ISO_8859_1);
    }

    Fields part(long from, long length) throws UnknownLayout {
        return new Fields(bytes.slice(within(from, length), (int) length));
    }

    private int within(long at, long length) throws UnknownLayout {
        if (at < 0 || length < 0 || at > bytes.limit() - length) {
            throw new UnknownLayout("its index is cut off");
        }
        return (int) at;
    }
}
