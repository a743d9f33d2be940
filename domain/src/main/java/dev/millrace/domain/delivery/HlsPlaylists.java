package dev.millrace.domain.delivery;

import dev.millrace.domain.plan.RenditionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The playlists of HTTP Live Streaming (RFC 8216) for a presentation that is complete, as Apple's HLS authoring
/// specification for Apple devices (2025-05) wants them. Numbers in comments are its rules.
///
/// @param presentation what to choose from
public record HlsPlaylists(Presentation presentation) {
    /// The multivariant playlist: what a player opens.
    ///
    /// The variant to start with comes first, the others follow in the order of the plan. Without pictures there is one
    /// variant, of sound.
    ///
    /// @param playlists where the media playlist of each rendition is
    public String multivariant(Links<RenditionId> playlists) {
        return new MultivariantPlaylist(
                        presentation.pictures().stream()
                                .map(picture -> new MultivariantPlaylist.Picture(
                                        picture.rendition(), picture.rate(), measured(picture.track())))
                                .toList(),
                        presentation.sound().stream()
                                .map(sound ->
                                        new MultivariantPlaylist.Sound(sound.rendition(), measured(sound.track())))
                                .toList())
                .text(playlists);
    }

    /// The media playlist of one rendition.
    ///
    /// @param objects where each segment is
    /// @throws IllegalArgumentException when the presentation has no such rendition
    public String media(RenditionId rendition, Links<ObjectKey> objects) {
        SegmentedTrack track = presentation.tracks().stream()
                .filter(candidate -> candidate.rendition().equals(rendition))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing was made of " + rendition));
        List<String> lines = new ArrayList<>(List.of("#EXTM3U", PlaylistText.VERSION));
        lines.add("#EXT-X-TARGETDURATION:" + targetSeconds());
        lines.add("#EXT-X-PLAYLIST-TYPE:VOD");
        lines.add("#EXT-X-INDEPENDENT-SEGMENTS");
        PlaylistText.addSegments(lines, track, objects);
        lines.add("#EXT-X-ENDLIST");
        return PlaylistText.of(lines);
    }

    private MultivariantPlaylist.Cost measured(SegmentedTrack track) {
        return new MultivariantPlaylist.Cost(track.codecs(), track.peak(targetSeconds()), Optional.of(track.average()));
    }

    /// The longest segment of all renditions, rounded to the nearest second (RFC 8216, 4.3.3.1), because all playlists
    /// must say the same (8.2) and segments may exceed it by up to half a second (7.7).
    private long targetSeconds() {
        return presentation.tracks().stream()
                .flatMap(track -> track.segments().stream())
                .mapToLong(segment -> segment.duration().in(1))
                .reduce(1, Math::max);
    }
}
