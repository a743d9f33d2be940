package dev.millrace.adapter.ffmpeg;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;

/// What the header of a fragmented file with one track says (the "init segment" of HLS and DASH).
///
/// @param clock ticks per second of all times in the segments
/// @param codecs the codec parameter of RFC 6381
/// @param lengthBytes how many bytes tell the length of an H.264 unit; 0 for sound
record TrackHeader(long clock, String codecs, int lengthBytes) {
    private static final int PICTURE_FIELDS = 78;
    private static final int SOUND_FIELDS = 28;
    private static final int MPEG4_AUDIO = 0x40;

    static TrackHeader read(byte[] file) throws BadOutput {
        try {
            return readBoxes(file);
        } catch (IndexOutOfBoundsException | NoSuchElementException e) {
            throw new BadOutput("the header is cut off", e);
        }
    }

    private static TrackHeader readBoxes(byte[] file) throws BadOutput {
        Box movie = Box.first(Box.all(file), "moov").orElseThrow(() -> new BadOutput("the header has no moov box"));
        Box media = movie.require("trak", "mdia");
        Box entry = media.require("minf", "stbl", "stsd").children(8).getFirst();
        long clock = clock(media.require("mdhd").body());
        return switch (entry.type()) {
            case "avc1" -> picture(clock, sub(entry, PICTURE_FIELDS, "avcC"));
            case "mp4a" -> sound(clock, sub(entry, SOUND_FIELDS, "esds"));
            default -> throw new BadOutput("the header is of " + entry.type());
        };
    }

    private static Box sub(Box entry, int fields, String type) throws BadOutput {
        return Box.first(entry.children(fields), type)
                .orElseThrow(() -> new BadOutput("the header lacks its " + type + " box"));
    }

    private static long clock(ByteBuffer mediaHeader) throws BadOutput {
        long clock = Integer.toUnsignedLong(mediaHeader.getInt(mediaHeader.get(0) == 1 ? 20 : 12));
        if (clock == 0) {
            throw new BadOutput("the header's clock stands still");
        }
        return clock;
    }

    /// ISO/IEC 14496-15, 5.3.3.1: profile, compatibility and level are bytes 1 to 3; RFC 6381 wants them in hexadecimal.
    private static TrackHeader picture(long clock, Box configuration) {
        byte[] level = new byte[3];
        configuration.body().get(1, level);
        int lengthBytes = (configuration.body().get(4) & 3) + 1;
        return new TrackHeader(clock, "avc1." + HexFormat.of().formatHex(level), lengthBytes);
    }

    /// ISO/IEC 14496-1, 7.2.6: descriptors in descriptors; the innermost begins with the audio object type.
    private static TrackHeader sound(long clock, Box descriptors) throws BadOutput {
        ByteBuffer body = descriptors.body().slice(4, descriptors.body().limit() - 4);
        ByteBuffer stream = descriptor(body, 3).orElseThrow(() -> new BadOutput("the header has no ES descriptor"));
        ByteBuffer decoder = descriptor(stream.slice(3, stream.limit() - 3), 4)
                .orElseThrow(() -> new BadOutput("the header has no decoder descriptor"));
        ByteBuffer specific = descriptor(decoder.slice(13, decoder.limit() - 13), 5)
                .orElseThrow(() -> new BadOutput("the header has no decoder configuration"));
        int objectType = (specific.get(0) & 0xff) >> 3;
        if ((decoder.get(0) & 0xff) != MPEG4_AUDIO) {
            throw new BadOutput("the header is of another sound than MPEG-4");
        }
        return new TrackHeader(clock, String.format(Locale.ROOT, "mp4a.40.%d", objectType), 0);
    }

    private static Optional<ByteBuffer> descriptor(ByteBuffer from, int tag) {
        if (from.limit() == 0 || from.get(0) != tag) {
            return Optional.empty();
        }
        int at = 1;
        int size = 0;
        while ((from.get(at) & 0x80) != 0) {
            size = (size << 7) | (from.get(at++) & 0x7f);
        }
        size = (size << 7) | from.get(at++);
        return Optional.of(from.slice(at, Math.min(size, from.limit() - at)));
    }
}
