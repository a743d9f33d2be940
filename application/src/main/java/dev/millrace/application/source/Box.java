package dev.millrace.application.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A box of an MP4 file (ISO/IEC 14496-12, 4.2) that lies in memory.
///
/// @param body without its header
record Box(String type, Fields body) {
    private static final int HEADER = 8;
    private static final int LARGE_HEADER = 16;

    /// The first box in these bytes.
    static Box of(Fields bytes) throws UnknownLayout {
        return list(bytes).getFirst();
    }

    List<Box> children() throws UnknownLayout {
        return list(body);
    }

    Optional<Box> child(String wanted) throws UnknownLayout {
        return children().stream().filter(box -> box.type().equals(wanted)).findFirst();
    }

    /// A box inside boxes, that must be there.
    Box require(String... path) throws UnknownLayout {
        Box box = this;
        for (String step : path) {
            box = box.child(step).orElseThrow(() -> new UnknownLayout("its index lacks the box " + step));
        }
        return box;
    }

    private static List<Box> list(Fields bytes) throws UnknownLayout {
        List<Box> boxes = new ArrayList<>();
        // QuickTime may end a list with four zeros.
        for (long at = 0; at <= bytes.length() - HEADER; ) {
            long length = bytes.u32(at);
            int header = HEADER;
            if (length == 1) {
                length = bytes.i64(at + HEADER);
                header = LARGE_HEADER;
            }
            if (length < header) {
                throw new UnknownLayout("a box of its index is cut off");
            }
            boxes.add(new Box(bytes.type(at + 4), bytes.part(at + header, length - header)));
            at += length;
        }
        if (boxes.isEmpty()) {
            throw new UnknownLayout("a box of its index is empty");
        }
        return boxes;
    }
}
