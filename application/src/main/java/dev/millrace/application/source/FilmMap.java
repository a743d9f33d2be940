package dev.millrace.application.source;

import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.media.SourceIndex;
import java.time.Duration;
import java.util.List;

/// Where the packets of a film lie, as its own index says.
sealed interface FilmMap permits Mp4Map, MatroskaMap {
    /// ffmpeg looks at no more of a film to know its streams (`-probesize`).
    long LOOKED_AT = 5_500_000;

    /// Reads the index.
    ///
    /// @throws UnknownLayout when there is none, or one that isn't understood
    static FilmMap read(FilmBytes film) throws UnknownLayout, MediaFailed, InterruptedException {
        if (film.size() < MatroskaMap.SIGN_BYTES) {
            throw new UnknownLayout("it is tiny");
        }
        boolean matroska = film.read(0, MatroskaMap.SIGN_BYTES).u32(0) == MatroskaMap.SIGN;
        return matroska ? MatroskaMap.read(film) : Mp4Map.read(film);
    }

    /// What is read when the film is opened: its index, and the first packets of its tracks.
    List<ByteRange> opening() throws UnknownLayout;

    /// What is read of the pictures of one track, from the way in for `from` until all before `to` are out.
    ///
    /// @param track its number among the streams
    /// @param from as the container's clock shows it
    /// @param to on the same clock; whatever lies behind the end is the end
    List<ByteRange> pictures(int track, Duration from, Duration to) throws UnknownLayout;

    /// What is known of the pictures of one track, the same as reading all their packets would tell.
    ///
    /// @param track its number among the streams
    /// @throws UnknownLayout when only the packets tell
    SourceIndex index(int track) throws UnknownLayout;
}
