package dev.millrace.application.source;

import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.media.SourceIndex;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Matroska and WebM files (RFC 9559) with cues: these say in which cluster each key picture lies. A cluster is read with
/// all that it holds, for its blocks are found one behind the other.
///
/// @param index all that is no cluster
/// @param cues of the pictures, ascending
/// @param first where the first cluster begins
/// @param end where the last one ends
/// @param picture the number of the picture track among the streams
record MatroskaMap(List<ByteRange> index, List<Cue> cues, long first, long end, int picture) implements FilmMap {
    /// The first four bytes.
    static final long SIGN = 0x1A45DFA3L;

    static final int SIGN_BYTES = 64;

    private static final long SEGMENT = 0x18538067L;
    private static final long SEEK_HEAD = 0x114D9B74L;
    private static final long SEEK = 0x4DBB;
    private static final long SEEK_ID = 0x53AB;
    private static final long SEEK_POSITION = 0x53AC;
    private static final long INFO = 0x1549A966L;
    private static final long TIMESTAMP_SCALE = 0x2AD7B1;
    private static final long TRACKS = 0x1654AE6BL;
    private static final long TRACK_ENTRY = 0xAE;
    private static final long TRACK_NUMBER = 0xD7;
    private static final long TRACK_TYPE = 0x83;
    private static final long CUES = 0x1C53BB6BL;
    private static final long CUE_POINT = 0xBB;
    private static final long CUE_TIME = 0xB3;
    private static final long CUE_TRACK_POSITIONS = 0xB7;
    private static final long CUE_TRACK = 0xF7;
    private static final long CUE_CLUSTER_POSITION = 0xF1;
    private static final long CLUSTER = 0x1F43B675L;

    private static final int LONGEST_HEADER = 12;
    private static final int MOST_ELEMENTS = 64;
    private static final int VIDEO = 1;
    private static final long USUAL_SCALE = 1_000_000;

    /// Of the first pictures ffmpeg looks at some tens to know the rate.
    private static final Duration FIRST_TIME = Duration.ofSeconds(2);

    /// ffmpeg seeks by decoding times, and goes 3/23 s further back for those.
    private static final Duration BEFORE = Duration.ofMillis(200);

    /// What ffmpeg reads ahead; at 24 pictures a second it was less than one.
    private static final Duration AHEAD = Duration.ofMillis(1700);

    /// A key picture.
    ///
    /// @param time as the container's clock shows it
    /// @param cluster where its cluster begins
    record Cue(Duration time, long cluster) {}

    static MatroskaMap read(FilmBytes film) throws UnknownLayout, MediaFailed, InterruptedException {
        Element head = element(film, 0);
        Element segment = element(film, head.end());
        if (segment.id() != SEGMENT || segment.unknown()) {
            throw new UnknownLayout("its length is not known");
        }
        Contents contents = new Contents(segment.body());
        contents.spans.add(0, segment.body());
        long at = segment.body();
        for (int i = 0; i < MOST_ELEMENTS && at < segment.end(); i++) {
            Element element = element(film, at);
            if (element.id() == CLUSTER) {
                contents.first = at;
                break;
            }
            contents.take(film, element);
            at = element.end();
        }
        contents.follow(film, Math.min(segment.end(), film.size()));
        return contents.map();
    }

    private static Element element(FilmBytes film, long at) throws UnknownLayout, MediaFailed, InterruptedException {
        Fields header = film.read(at, Math.min(LONGEST_HEADER, film.size() - at));
        Element element = Element.of(header, 0);
        return new Element(element.id(), at, at + element.body(), element.length(), element.unknown());
    }

    /// An element's header (RFC 8794, 5 and 6).
    ///
    /// @param at where it begins
    /// @param body where its content does
    /// @param length of its content
    /// @param unknown whether the length is not told
    private record Element(long id, long at, long body, long length, boolean unknown) {
        static Element of(Fields bytes, long at) throws UnknownLayout {
            int idLength = length(bytes.u8(at));
            int sizeLength = length(bytes.u8(at + idLength));
            long size = number(bytes, at + idLength, sizeLength) & ((1L << (7 * sizeLength)) - 1);
            long body = at + idLength + sizeLength;
            return new Element(number(bytes, at, idLength), at, body, size, size == (1L << (7 * sizeLength)) - 1);
        }

        long end() throws UnknownLayout {
            if (unknown) {
                throw new UnknownLayout("the length of a part is not known");
            }
            return body + length;
        }

        static long number(Fields bytes, long at, long length) throws UnknownLayout {
            long number = 0;
            for (long i = 0; i < length; i++) {
                number = (number << 8) | bytes.u8(at + i);
            }
            return number;
        }

        private static int length(int first) throws UnknownLayout {
            int length = Integer.numberOfLeadingZeros(first) - 23;
            if (length > 8) {
                throw new UnknownLayout("it is not what it seems");
            }
            return length;
        }
    }

    /// The elements inside a part that lies in memory.
    private static List<Element> inside(Fields part) throws UnknownLayout {
        List<Element> elements = new ArrayList<>();
        for (long at = 0; at < part.length(); ) {
            Element element = Element.of(part, at);
            elements.add(element);
            at = element.end();
        }
        return elements;
    }

    private static long number(Fields part, long id, long otherwise) throws UnknownLayout {
        for (Element element : inside(part)) {
            if (element.id() == id) {
                part.part(element.body(), element.length());
                return Element.number(part, element.body(), Math.min(8, element.length()));
            }
        }
        return otherwise;
    }

    private static Fields body(Fields part, Element element) throws UnknownLayout {
        return part.part(element.body(), element.length());
    }

    /// What was found so far.
    private static final class Contents {
        private final long origin;
        private final Spans spans = new Spans();
        private final List<Long> places = new ArrayList<>();
        private final List<Fields> cuePoints = new ArrayList<>();
        private long scale = USUAL_SCALE;
        private int picture = -1;
        private long pictureNumber;
        private long first = -1;
        private long end;

        /// @param origin from which the file counts its places
        Contents(long origin) {
            this.origin = origin;
        }

        void take(FilmBytes film, Element element) throws UnknownLayout, MediaFailed, InterruptedException {
            spans.add(element.at(), element.end() - element.at());
            Fields body = film.read(element.at(), element.end() - element.at())
                    .part(element.body() - element.at(), element.length());
            if (element.id() == SEEK_HEAD) {
                for (Element seek : inside(body)) {
                    if (seek.id() == SEEK && number(body(body, seek), SEEK_ID, 0) != CLUSTER) {
                        places.add(origin + number(body(body, seek), SEEK_POSITION, 0));
                    }
                }
            } else if (element.id() == INFO) {
                scale = number(body, TIMESTAMP_SCALE, USUAL_SCALE);
            } else if (element.id() == TRACKS) {
                takeTracks(body);
            } else if (element.id() == CUES) {
                for (Element point : inside(body)) {
                    if (point.id() == CUE_POINT) {
                        cuePoints.add(body(body, point));
                    }
                }
            }
        }

        private void takeTracks(Fields body) throws UnknownLayout {
            int number = 0;
            for (Element entry : inside(body)) {
                if (entry.id() == TRACK_ENTRY) {
                    if (number(body(body, entry), TRACK_TYPE, 0) == VIDEO) {
                        if (picture >= 0) {
                            throw new UnknownLayout("it has several pictures");
                        }
                        picture = number;
                        pictureNumber = number(body(body, entry), TRACK_NUMBER, 0);
                    }
                    number++;
                }
            }
        }

        /// Takes what lies behind the clusters.
        void follow(FilmBytes film, long segmentEnd) throws UnknownLayout, MediaFailed, InterruptedException {
            end = segmentEnd;
            for (int i = 0; i < places.size() && i < MOST_ELEMENTS; i++) {
                long place = places.get(i);
                if (place >= first) {
                    end = Math.min(end, place);
                    take(film, element(film, place));
                }
            }
        }

        MatroskaMap map() throws UnknownLayout {
            List<Cue> cues = new ArrayList<>();
            for (Fields point : cuePoints) {
                Duration time = time(number(point, CUE_TIME, 0));
                for (Element positions : inside(point)) {
                    if (positions.id() == CUE_TRACK_POSITIONS
                            && number(body(point, positions), CUE_TRACK, 0) == pictureNumber) {
                        cues.add(new Cue(time, origin + number(body(point, positions), CUE_CLUSTER_POSITION, 0)));
                    }
                }
            }
            if (first < 0 || picture < 0 || cues.size() < 2 || !ascending(cues)) {
                throw new UnknownLayout("it has no cues for its pictures");
            }
            return new MatroskaMap(spans.joined(0), cues, first, end, picture);
        }

        private boolean ascending(List<Cue> cues) {
            long before = first;
            Duration time = Duration.ZERO;
            for (Cue cue : cues) {
                if (cue.cluster() < before || cue.cluster() >= end || cue.time().compareTo(time) < 0) {
                    return false;
                }
                before = cue.cluster();
                time = cue.time();
            }
            return true;
        }

        private Duration time(long ticks) {
            BigInteger nanos = BigInteger.valueOf(ticks).multiply(BigInteger.valueOf(scale));
            return Duration.ofNanos(nanos.min(BigInteger.valueOf(Long.MAX_VALUE))
                    .max(BigInteger.ZERO)
                    .longValue());
        }
    }

    @Override
    public List<ByteRange> opening() throws UnknownLayout {
        long until = Math.min(first + LOOKED_AT, after(cues.getFirst().time().plus(FIRST_TIME)));
        return new Spans().add(index).add(first, until - first).joined(0);
    }

    @Override
    public List<ByteRange> pictures(int track, Duration from, Duration to) throws UnknownLayout {
        if (track != picture) {
            throw new UnknownLayout("the track is not the picture");
        }
        Duration early = from.minus(BEFORE);
        long begin = first;
        for (Cue cue : cues) {
            if (cue.time().compareTo(early) <= 0) {
                begin = cue.cluster();
            }
        }
        long until = after(to.plus(AHEAD));
        return new Spans().add(begin, until - begin).joined(0);
    }

    /// Cues name key pictures alone; how many pictures follow the last one is known when they are there.
    @Override
    public SourceIndex index(int track) throws UnknownLayout {
        throw new UnknownLayout("its cues don't say how long it is");
    }

    /// Where the first cluster begins with a key picture at that time or later, and its predecessor has ended.
    private long after(Duration time) {
        for (Cue cue : cues) {
            if (cue.time().compareTo(time) >= 0 && cue.cluster() > first) {
                return cue.cluster();
            }
        }
        return end;
    }
}
