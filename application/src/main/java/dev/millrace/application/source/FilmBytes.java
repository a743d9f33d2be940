package dev.millrace.application.source;

import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.MediaFailed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Reads here and there in a film that lies elsewhere, and remembers what it has read.
final class FilmBytes {
    /// A request costs as much as some thousand bytes.
    private static final int LEAST = 1 << 14;

    private final Fetching fetching;
    private final long size;
    private final long most;
    private final List<Piece> pieces = new ArrayList<>();
    private long remembered;

    /// A part of the film.
    record Piece(long at, Fields bytes) {
        ByteRange range() {
            return new ByteRange(at, bytes.length());
        }
    }

    /// @param most bytes that may be read and remembered
    FilmBytes(Fetching fetching, long most) {
        this.fetching = fetching;
        this.size = fetching.source().size().bytes();
        this.most = most;
    }

    long size() {
        return size;
    }

    /// @throws UnknownLayout when that is not within the film, or more than may be read
    Fields read(long at, long length) throws UnknownLayout, MediaFailed, InterruptedException {
        if (at < 0 || length < 0 || length > most || at > size - length) {
            throw new UnknownLayout("a part of it lies outside, or is very large");
        }
        for (Piece piece : pieces) {
            if (piece.at() <= at && at + length <= piece.at() + piece.bytes().length()) {
                return piece.bytes().part(at - piece.at(), length);
            }
        }
        Piece piece = fetch(at, Math.min(Math.max(length, LEAST), size - at));
        return piece.bytes().part(0, length);
    }

    /// Everything that was read, in order and apart.
    List<Piece> pieces() {
        return pieces.stream().sorted(Comparator.comparingLong(Piece::at)).toList();
    }

    /// Reads these parts, too, as far as they weren't read before.
    void remember(List<ByteRange> parts) throws UnknownLayout, MediaFailed, InterruptedException {
        for (ByteRange part :
                Spans.minus(parts, pieces().stream().map(Piece::range).toList())) {
            fetch(part.from(), part.length());
        }
    }

    /// Reads what of a part is not known yet, and makes one piece of all that touches it.
    private Piece fetch(long at, long length) throws UnknownLayout, MediaFailed, InterruptedException {
        remembered += length;
        if (remembered > most) {
            throw new UnknownLayout("its index is very large");
        }
        Piece piece = new Piece(at, Fields.of(fetching.bytes(new ByteRange(at, length))));
        pieces.removeIf(old -> old.at() >= at && old.at() + old.bytes().length() <= at + length);
        pieces.add(piece);
        return piece;
    }
}
