package dev.millrace.domain.media;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the headers of a source say. It is read without decoding, so it may be wrong: a [SourceIndex] corrects it.
///
/// @param container the file format
/// @param timing declared start and length
/// @param tracks in the order of the file
/// @param warnings what was unusual
public record SourceInfo(Container container, Timing timing, List<Track> tracks, List<Warning> warnings) {
    /// Copies the lists.
    public SourceInfo {
        tracks = List.copyOf(tracks);
        warnings = List.copyOf(warnings);
    }

    /// The same with further warnings.
    public SourceInfo with(List<Warning> more) {
        return new SourceInfo(
                container,
                timing,
                tracks,
                Stream.concat(warnings.stream(), more.stream()).toList());
    }

    /// The same as it was read from that version of its object.
    public SourceInfo of(String version) {
        return new SourceInfo(container.of(version), timing, tracks, warnings);
    }

    /// The track that is transcoded as the picture: the preferred one, else the first.
    public Optional<VideoTrack> picture() {
        return tracks.stream()
                .filter(VideoTrack.class::isInstance)
                .map(VideoTrack.class::cast)
                .min(Comparator.comparing((VideoTrack track) -> !track.preferred())
                        .thenComparingInt(VideoTrack::index));
    }

    /// All tracks of sound, the preferred one first, then in the order of the file.
    public List<AudioTrack> sound() {
        return tracks.stream()
                .filter(AudioTrack.class::isInstance)
                .map(AudioTrack.class::cast)
                .sorted(Comparator.comparing((AudioTrack track) -> !track.preferred())
                        .thenComparingInt(AudioTrack::index))
                .toList();
    }
}
