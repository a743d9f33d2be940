package dev.millrace.adapter.ffmpeg;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A box of the ISO base media file format (ISO/IEC 14496-12, 4.2).
///
/// @param type four letters
/// @param start where the whole box begins, in bytes from the beginning of the file it was read from
/// @param bodyStart where its content begins
/// @param body its content
record Box(String type, int start, int bodyStart, ByteBuffer body) {
    private static final int HEADER = 8;
    private static final int LARGE_HEADER = 16;

    /// All boxes of a whole file.
    ///
    /// @throws BadOutput when they do not fill it exactly
    static List<Box> all(byte[] file) throws BadOutput {
        return list(ByteBuffer.wrap(file), 0);
    }

    /// The boxes inside this one, behind `skip` bytes of fields.
    List<Box> children(int skip) throws BadOutput {
        if (skip > body.limit()) {
            throw new BadOutput("the box " + type + " is too short");
        }
        return list(body.slice(skip, body.limit() - skip), bodyStart + skip);
    }

    /// The first box inside this one that is reached by the types of `path`.
    Optional<Box> find(String... path) throws BadOutput {
        Box box = this;
        for (String step : path) {
            Optional<Box> next = first(box.children(0), step);
            if (next.isEmpty()) {
                return next;
            }
            box = next.get();
        }
        return Optional.of(box);
    }

    /// Like [#find], of a box that must be there.
    Box require(String... path) throws BadOutput {
        return find(path).orElseThrow(() -> new BadOutput("the box " + type + " lacks " + String.join("/", path)));
    }

    static Optional<Box> first(List<Box> boxes, String type) {
        return boxes.stream().filter(box -> box.type().equals(type)).findFirst();
    }

    private static List<Box> list(ByteBuffer buffer, int origin) throws BadOutput {
        List<Box> boxes = new ArrayList<>();
        int at = 0;
        while (at < buffer.limit()) {
            if (buffer.limit() - at < HEADER) {
                throw new BadOutput("a box is cut off");
            }
            long size = Integer.toUnsignedLong(buffer.getInt(at));
            int header = HEADER;
            if (size == 1 && buffer.limit() - at >= LARGE_HEADER) {
                size = buffer.getLong(at + HEADER);
                header = LARGE_HEADER;
            }
            if (size < header || size > buffer.limit() - at) {
                throw new BadOutput("a box is cut off");
            }
            byte[] name = new byte[4];
            buffer.get(at + 4, name);
            ByteBuffer body = buffer.slice(at + header, (int) size - header);
            boxes.add(new Box(new String(name, StandardCharsets.ISO_8859_1), origin + at, origin + at + header, body));
            at += (int) size;
        }
        return boxes;
    }
}
