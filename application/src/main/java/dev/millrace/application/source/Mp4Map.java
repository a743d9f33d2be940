package dev.millrace.application.source;

import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.media.SourceIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// MP4 and QuickTime files (ISO/IEC 14496-12) that are not fragmented: the box `moov` says where each packet lies.
///
/// @param index what is not media: all boxes but `mdat`
/// @param tracks in the order of the file, which is that of ffmpeg's streams
/// @param size of the file
record Mp4Map(List<ByteRange> index, List<Mp4Track> tracks, long size) implements FilmMap {
    private static final int MOST_BOXES = 64;
    private static final int MOST_TRACKS = 64;
    private static final int HEADER = 8;
    private static final int LARGE_HEADER = 16;
    private static final Set<String> MEDIA = Set.of("mdat", "free", "skip", "wide");
    private static final Set<String> SMALL = Set.of("ftyp", "uuid", "udta", "meta", "pdin", "prfl", "PICT", "pnot");

    private static final int FIRST_PICTURES = 32;
    private static final Duration FIRST_TIME = Duration.ofSeconds(1);

    /// Measured: when the last frame is out, ffmpeg has read 20 to 24 packets ahead, for its queues and its decoder's
    /// threads.
    private static final int AHEAD = 40;

    static Mp4Map read(FilmBytes film) throws UnknownLayout, MediaFailed, InterruptedException {
        Spans index = new Spans();
        List<Mp4Track> tracks = new ArrayList<>();
        long at = 0;
        for (int boxes = 0; at < film.size(); boxes++) {
            Fields header = film.read(at, Math.min(LARGE_HEADER, film.size() - at));
            long length = length(header, film.size() - at);
            String type = header.type(4);
            if (boxes == MOST_BOXES) {
                throw new UnknownLayout("it has very many boxes");
            }
            if (type.equals("moov")) {
                tracks.addAll(tracks(Box.of(film.read(at, length))));
                index.add(at, length);
            } else if (SMALL.contains(type)) {
                index.add(at, film.read(at, length).length());
            } else if (MEDIA.contains(type)) {
                index.add(at, Math.min(length, LARGE_HEADER));
            } else {
                throw new UnknownLayout("it has a box " + type);
            }
            at += length;
        }
        if (tracks.isEmpty()) {
            throw new UnknownLayout("it has no index");
        }
        return new Mp4Map(index.joined(0), List.copyOf(tracks), film.size());
    }

    private static long length(Fields header, long left) throws UnknownLayout {
        long length = header.u32(0);
        if (length == 1) {
            length = header.i64(8);
        } else if (length == 0) {
            length = left;
        }
        if (length < HEADER || length > left) {
            throw new UnknownLayout("a box is cut off");
        }
        return length;
    }

    private static List<Mp4Track> tracks(Box movie) throws UnknownLayout {
        if (movie.child("mvex").isPresent() || movie.child("cmov").isPresent()) {
            throw new UnknownLayout("its index is not in one place");
        }
        Fields header = movie.require("mvhd").body();
        long clock = header.u32(header.u8(0) == 1 ? 20 : 12);
        List<Mp4Track> tracks = new ArrayList<>();
        for (Box child : movie.children()) {
            if (tracks.size() > MOST_TRACKS) {
                throw new UnknownLayout("it has very many tracks");
            }
            if (child.type().equals("trak")) {
                tracks.add(Mp4Track.read(child, clock));
            }
        }
        return tracks;
    }

    @Override
    public List<ByteRange> opening() throws UnknownLayout {
        Spans spans = new Spans().add(index);
        Duration until = FIRST_TIME;
        for (Mp4Track track : tracks) {
            if (track.isPicture()) {
                Mp4Track.Cursor packet = track.cursor();
                while (packet.number() < FIRST_PICTURES && packet.next()) {
                    until = max(until, track.time(packet.decoded()));
                }
            }
        }
        for (Mp4Track track : tracks) {
            addFirst(spans, track, until.plus(FIRST_TIME));
        }
        return spans.joined(0);
    }

    /// The packets that ffmpeg may look at to know the stream; of titles and timecodes it reads all.
    private void addFirst(Spans spans, Mp4Track track, Duration until) throws UnknownLayout {
        long bytes = 0;
        Mp4Track.Cursor packet = track.cursor();
        while (packet.next()) {
            boolean early = !track.isMedia()
                    || track.time(packet.decoded()).compareTo(until) <= 0
                    || packet.number() < FIRST_PICTURES;
            if (!early || bytes > LOOKED_AT) {
                return;
            }
            spans.add(packet.offset(size), packet.size());
            bytes += packet.size();
        }
    }

    @Override
    public List<ByteRange> pictures(int track, Duration from, Duration to) throws UnknownLayout {
        if (track < 0 || track >= tracks.size() || !tracks.get(track).isPicture()) {
            throw new UnknownLayout("the track is not the picture");
        }
        Mp4Track pictures = tracks.get(track);
        long first = 0;
        long last = 0;
        Mp4Track.Cursor packet = pictures.cursor();
        while (packet.next()) {
            Duration shown = pictures.shown(packet);
            if (packet.isKey() && shown.compareTo(from) <= 0) {
                first = packet.number();
            }
            if (shown.compareTo(to) < 0) {
                last = packet.number();
            }
        }
        Spans spans = new Spans();
        packet = pictures.cursor();
        while (packet.next() && packet.number() <= last + AHEAD) {
            if (packet.number() >= first) {
                spans.add(packet.offset(size), packet.size());
            }
        }
        return spans.joined(0);
    }

    @Override
    public SourceIndex index(int track) throws UnknownLayout {
        if (track < 0 || track >= tracks.size() || !tracks.get(track).isPicture()) {
            throw new UnknownLayout("the track is not the picture");
        }
        return tracks.get(track).index();
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
