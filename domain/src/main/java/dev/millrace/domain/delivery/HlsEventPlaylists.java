package dev.millrace.domain.delivery;

import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.profile.Cadence;
import java.util.ArrayList;
import java.util.List;

/// The playlists of HTTP Live Streaming (RFC 8216) for a presentation that is still being made.
///
/// Media playlists are of the type EVENT: segments are only ever added at their end. Everything else is said from the
/// recipe, so that it is true before anything was encoded and does not change under a player while it plays.
///
/// @param presentation what there is of it
/// @param cadence of the profile
public record HlsEventPlaylists(GrowingPresentation presentation, Cadence cadence) {
    /// The multivariant playlist: what a player opens. It is the same from the moment the plan is known.
    ///
    /// `BANDWIDTH` and `CODECS` are what the recipe allows at most; there is no `AVERAGE-BANDWIDTH`, which can only be
    /// measured.
    ///
    /// @param playlists where the media playlist of each rendition is
    public String multivariant(Links<RenditionId> playlists) {
        Plan plan = presentation.plan();
        return new MultivariantPlaylist(
                        plan.picture().stream()
                                .flatMap(picture -> picture.renditions().stream()
                                        .map(rendition -> new MultivariantPlaylist.Picture(
                                                rendition,
                                                picture.grid().rate(),
                                                Ceiling.of(rendition, picture.grid()))))
                                .toList(),
                        plan.sound().stream()
                                .map(rendition -> new MultivariantPlaylist.Sound(
                                        rendition, Ceiling.of(rendition, wantedSegment())))
                                .toList())
                .text(playlists);
    }

    /// The media playlist of one rendition; without a segment while there is none.
    ///
    /// Players join a list without an end near its end. `EXT-X-START` has them begin with the film.
    ///
    /// @param objects where each segment is
    /// @throws IllegalArgumentException when the plan has no such rendition
    public String media(RenditionId rendition, Links<ObjectKey> objects) {
        if (!presentation.offers(rendition)) {
            throw new IllegalArgumentException("nothing is made of " + rendition);
        }
        List<String> lines = new ArrayList<>(List.of("#EXTM3U", PlaylistText.VERSION));
        lines.add("#EXT-X-TARGETDURATION:" + targetSeconds());
        lines.add("#EXT-X-PLAYLIST-TYPE:EVENT");
        lines.add("#EXT-X-START:TIME-OFFSET=0,PRECISE=YES");
        lines.add("#EXT-X-INDEPENDENT-SEGMENTS");
        presentation.track(rendition).ifPresent(track -> PlaylistText.addSegments(lines, track, objects));
        if (presentation.stage() != GrowingPresentation.Stage.GROWING) {
            lines.add("#EXT-X-ENDLIST");
        }
        return PlaylistText.of(lines);
    }

    /// What the longest segment will be rounded to. It must neither change nor be exceeded (RFC 8216, 4.3.3.1 and 6.2.1).
    private long targetSeconds() {
        Plan plan = presentation.plan();
        long pictures = plan.picture()
                .map(picture -> picture.grid().rate().durationOf(picture.grid().segmentFrames()))
                .orElse(MediaDuration.ZERO)
                .in(1);
        return plan.sound().stream()
                .mapToLong(sound -> longestSegment(sound).in(1))
                .reduce(Math.max(1, pictures), Math::max);
    }

    private MediaDuration longestSegment(AudioRendition sound) {
        return Ceiling.longest(sound, wantedSegment());
    }

    private MediaDuration wantedSegment() {
        return new MediaDuration(
                cadence.gop().multipliedBy(cadence.segmentGops()).toMillis(), 1000);
    }
}
