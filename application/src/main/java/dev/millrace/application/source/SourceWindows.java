package dev.millrace.application.source;

import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.ObjectVersion;
import dev.millrace.domain.media.SourceIndex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Makes windows: files as large as a source, in which only those parts are filled that a task reads. The rest are holes,
/// which take no room on the disk.
///
/// Where the packets lie is said by the source's own index. Files that have none, or one that isn't understood, have no
/// windows and are read whole. The index is remembered for the tasks that follow.
public final class SourceWindows {
    private static final System.Logger LOG = System.getLogger(SourceWindows.class.getName());
    private static final int IN_ORDER_OF_USE = 16;

    /// Sound between the pictures is read with them: a request of its own would cost more.
    private static final long GAP = 1 << 16;

    /// The index of a film of six hours has about so much, and each slot may read one at the same time.
    private static final long LARGEST_INDEX = 16 << 20;

    private static final long REMEMBERED = 32 << 20;

    private final Map<ObjectVersion, Optional<Known>> known = new LinkedHashMap<>(IN_ORDER_OF_USE, 0.75f, true);

    /// Remembers nothing yet.
    public SourceWindows() {}

    /// Writes a window for opening the source and for looking at its tracks.
    ///
    /// @param file does not exist yet
    /// @return whether there is such a window
    /// @throws IOException when the file can't be written
    public boolean opening(Fetching source, Path file) throws MediaFailed, IOException, InterruptedException {
        return write(source, file, _ -> List.of());
    }

    /// Writes a window for reading pictures.
    ///
    /// @param track its number among the streams
    /// @param from when the pictures begin, as the container's clock shows it
    /// @param to when they end
    /// @param file does not exist yet
    /// @return whether there is such a window
    /// @throws IOException when the file can't be written
    public boolean pictures(Fetching source, int track, Duration from, Duration to, Path file)
            throws MediaFailed, IOException, InterruptedException {
        return write(source, file, map -> map.pictures(track, from, to));
    }

    /// How much of the source's beginning is read for its pictures in a stretch of time; empty where that isn't known.
    ///
    /// @param track its number among the streams
    /// @param from when the pictures begin, as the container's clock shows it
    /// @param to when they end
    public OptionalLong needed(Fetching source, int track, Duration from, Duration to)
            throws MediaFailed, InterruptedException {
        Optional<Known> film = known(source);
        if (film.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return film.get().map().pictures(track, from, to).stream()
                    .mapToLong(part -> part.from() + part.length())
                    .max();
        } catch (UnknownLayout e) {
            return OptionalLong.empty();
        }
    }

    /// What the source's own tables say of its pictures, as reading it whole would; empty where they don't say all.
    ///
    /// @param track its number among the streams
    public Optional<SourceIndex> tables(Fetching source, int track) throws MediaFailed, InterruptedException {
        Optional<Known> film = known(source);
        try {
            return film.isPresent() ? Optional.of(film.get().map().index(track)) : Optional.empty();
        } catch (UnknownLayout e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> "No tables in " + source.source().key() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private boolean write(Fetching source, Path file, Choice choice)
            throws MediaFailed, IOException, InterruptedException {
        Optional<Known> film = known(source);
        if (film.isEmpty()) {
            return false;
        }
        try {
            List<ByteRange> have =
                    film.get().pieces().stream().map(FilmBytes.Piece::range).toList();
            List<ByteRange> parts =
                    Spans.minus(new Spans().add(choice.of(film.get().map())).joined(GAP), have);
            if (Spans.total(have) + Spans.total(parts) > source.source().size().bytes() / 4 * 3) {
                return false;
            }
            fill(source, film.get().pieces(), parts, file);
            return true;
        } catch (UnknownLayout e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> "No window into " + source.source().key() + ": " + e.getMessage());
            return false;
        }
    }

    private void fill(Fetching source, List<FilmBytes.Piece> pieces, List<ByteRange> parts, Path file)
            throws MediaFailed, IOException, InterruptedException {
        try (FileChannel target = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            target.write(ByteBuffer.allocate(1), source.source().size().bytes() - 1);
            for (FilmBytes.Piece piece : pieces) {
                ByteBuffer left = piece.bytes().bytes().duplicate();
                while (left.hasRemaining()) {
                    target.write(left, piece.at() + left.position());
                }
            }
            for (ByteRange part : parts) {
                source.into(target, part);
            }
        }
    }

    private Optional<Known> known(Fetching source) throws MediaFailed, InterruptedException {
        synchronized (known) {
            Optional<Known> before = known.get(source.source());
            if (before != null) {
                return before;
            }
        }
        Optional<Known> read = read(source);
        synchronized (known) {
            known.put(source.source(), read);
            forgetOldest();
        }
        return read;
    }

    private void forgetOldest() {
        long total = known.values().stream().mapToLong(SourceWindows::bytes).sum();
        Iterator<Optional<Known>> oldest = known.values().iterator();
        while (total > REMEMBERED && oldest.hasNext()) {
            total -= bytes(oldest.next());
            oldest.remove();
        }
    }

    /// What isn't understood takes room, too.
    private static long bytes(Optional<Known> film) {
        return 1000
                + film.map(known -> known.pieces().stream()
                                .mapToLong(piece -> piece.bytes().length())
                                .sum())
                        .orElse(0L);
    }

    private Optional<Known> read(Fetching source) throws MediaFailed, InterruptedException {
        FilmBytes film = new FilmBytes(source, LARGEST_INDEX);
        try {
            FilmMap map = FilmMap.read(film);
            film.remember(new Spans().add(map.opening()).joined(GAP));
            return Optional.of(new Known(map, new ArrayList<>(film.pieces())));
        } catch (UnknownLayout e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> "No windows into " + source.source().key() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /// What a source's index says, and the bytes that were read to know it and to open the source.
    private record Known(FilmMap map, List<FilmBytes.Piece> pieces) {}

    private interface Choice {
        List<ByteRange> of(FilmMap map) throws UnknownLayout;
    }
}
