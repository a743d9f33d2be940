package dev.millrace.adapter.ffmpeg;

import dev.millrace.domain.media.MediaDuration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// What the index of a whole MP4 file says.
///
/// @param tracks in the order of the file
record MovieFile(List<MovieTrack> tracks) {
    private static final int MOST_INDEX_BYTES = 512 << 20;

    MovieFile {
        tracks = List.copyOf(tracks);
    }

    /// One track.
    ///
    /// @param kind `vide` or `soun`
    /// @param samples number of pictures, or of blocks of sound
    /// @param bytes their data
    /// @param duration their length
    record MovieTrack(String kind, long samples, long bytes, MediaDuration duration) {}

    /// Reads a file whose index comes before its data.
    ///
    /// @throws BadOutput when the index is missing or comes last, or the data is shorter than it says
    static MovieFile read(Path file) throws IOException, BadOutput {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            List<MovieTrack> tracks = List.of();
            long at = 0;
            while (at < channel.size()) {
                Top box = Top.read(channel, at);
                if (box.type().equals("moov")) {
                    tracks = tracks(whole(channel, box));
                }
                if (box.type().equals("mdat")) {
                    long wanted = tracks.stream().mapToLong(MovieTrack::bytes).sum();
                    if (tracks.isEmpty() || box.size() < wanted) {
                        throw new BadOutput("the file's index is not in front, or its data is incomplete");
                    }
                    return new MovieFile(tracks);
                }
                at += box.size();
            }
            throw new BadOutput("the file has no data");
        } catch (IndexOutOfBoundsException e) {
            throw new BadOutput("the file's index is cut off", e);
        }
    }

    private static List<MovieTrack> tracks(Box movie) throws BadOutput {
        List<MovieTrack> tracks = new ArrayList<>();
        for (Box child : movie.children(0)) {
            if (child.type().equals("trak")) {
                tracks.add(track(child.require("mdia")));
            }
        }
        return tracks;
    }

    private static MovieTrack track(Box media) throws BadOutput {
        byte[] kind = new byte[4];
        media.require("hdlr").body().get(8, kind);
        ByteBuffer header = media.require("mdhd").body();
        boolean wide = header.get(0) == 1;
        long clock = Integer.toUnsignedLong(header.getInt(wide ? 20 : 12));
        long ticks = ticks(media.require("minf", "stbl", "stts").body());
        ByteBuffer sizes = media.require("minf", "stbl", "stsz").body();
        long same = Integer.toUnsignedLong(sizes.getInt(4));
        int samples = sizes.getInt(8);
        long bytes = same * samples;
        for (int i = 0; same == 0 && i < samples; i++) {
            bytes += Integer.toUnsignedLong(sizes.getInt(12 + 4 * i));
        }
        return new MovieTrack(
                new String(kind, StandardCharsets.ISO_8859_1), samples, bytes, new MediaDuration(ticks, clock));
    }

    /// The sum of all samples' lengths. The header's own length is no measure: ffmpeg writes up to a reordered picture
    /// more into it.
    private static long ticks(ByteBuffer lengths) {
        long ticks = 0;
        int runs = lengths.getInt(4);
        for (int i = 0; i < runs; i++) {
            ticks += Integer.toUnsignedLong(lengths.getInt(8 + 8 * i))
                    * Integer.toUnsignedLong(lengths.getInt(12 + 8 * i));
        }
        return ticks;
    }

    private static Box whole(FileChannel channel, Top box) throws IOException, BadOutput {
        if (box.size() > MOST_INDEX_BYTES) {
            throw new BadOutput("the file's index is too large");
        }
        return Box.all(bytes(channel, box.at(), (int) box.size())).getFirst();
    }

    private static byte[] bytes(FileChannel channel, long at, int count) throws IOException, BadOutput {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new BadOutput("the file is cut off");
            }
        }
        return buffer.array();
    }

    /// A box of the file itself.
    private record Top(String type, long at, long size) {
        static Top read(FileChannel channel, long at) throws IOException, BadOutput {
            ByteBuffer header = ByteBuffer.wrap(bytes(channel, at, 8)).order(ByteOrder.BIG_ENDIAN);
            String type = new String(header.array(), 4, 4, StandardCharsets.ISO_8859_1);
            long size = Integer.toUnsignedLong(header.getInt(0));
            if (size == 1) {
                size = ByteBuffer.wrap(bytes(channel, at + 8, 8)).getLong();
            }
            if (size < 8 || at + size > channel.size()) {
                throw new BadOutput("the file is cut off");
            }
            return new Top(type, at, size);
        }
    }
}
