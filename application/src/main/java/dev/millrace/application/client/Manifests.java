package dev.millrace.application.client;

import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.delivery.DashManifest;
import dev.millrace.domain.delivery.GrowingPresentation;
import dev.millrace.domain.delivery.HlsEventPlaylists;
import dev.millrace.domain.delivery.HlsPlaylists;
import dev.millrace.domain.delivery.Links;
import dev.millrace.domain.delivery.MediaSegment;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.Presentation;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.profile.Cadence;
import dev.millrace.domain.profile.Delivery;
import dev.millrace.domain.profile.Profile;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The manifests of one job for one player.
///
/// @param presentation what can be played
/// @param cadence of the job's profile
/// @param token with which the player came, for links from one manifest to another
/// @param transfer signs links to segments
/// @param until the end of those links
record Manifests(
        GrowingPresentation presentation, Cadence cadence, String token, DirectTransfer transfer, Instant until) {
    private static final String PLAYLIST = ".m3u8";

    /// Which manifest is meant.
    sealed interface Name {
        /// What an HLS player opens.
        record Master() implements Name {}

        /// The HLS playlist of what might be a rendition.
        record Media(RenditionId rendition) implements Name {}

        /// What a DASH player opens.
        record Dash() implements Name {}

        /// Empty when the profile delivers nothing of that name.
        static Optional<Name> of(String name, Profile profile) {
            if (name.equals("manifest.mpd")) {
                return Optional.<Name>of(new Dash()).filter(_ -> profile.delivers(Delivery.Dash.class));
            }
            if (!name.endsWith(PLAYLIST) || !profile.delivers(Delivery.Hls.class)) {
                return Optional.empty();
            }
            String stem = name.substring(0, name.length() - PLAYLIST.length());
            if (stem.equals("master")) {
                return Optional.of(new Master());
            }
            return RenditionId.wellFormed(stem) ? Optional.of(new Media(new RenditionId(stem))) : Optional.empty();
        }

        default MediaType type() {
            return this instanceof Dash ? MediaType.DASH : MediaType.HLS;
        }
    }

    /// What came of writing one.
    sealed interface Text {
        /// Its text.
        record Written(String text) implements Text {}

        /// Too little is there.
        record Missing() implements Text {}

        /// It names no rendition.
        record Unknown() implements Text {}
    }

    boolean last() {
        return presentation.stage() == GrowingPresentation.Stage.WHOLE;
    }

    /// Whether the text will say more in a moment: nothing is listed yet.
    boolean empty() {
        return presentation.tracks().isEmpty() && presentation.stage() == GrowingPresentation.Stage.GROWING;
    }

    Text text(Name name) throws MediaFailed {
        return switch (name) {
            case Name.Master _ -> master();
            case Name.Media(RenditionId rendition) -> media(rendition);
            case Name.Dash _ -> dash();
        };
    }

    /// A player that comes when all is over, and nothing is there, is told so. One that came before sees its playlists
    /// end.
    private Text master() {
        if (presentation.stage() == GrowingPresentation.Stage.ABANDONED
                && presentation.tracks().isEmpty()) {
            return new Text.Missing();
        }
        Links<RenditionId> playlists = rendition -> URI.create(rendition + PLAYLIST + "?token=" + token);
        return new Text.Written(presentation
                .whole()
                .map(whole -> new HlsPlaylists(whole).multivariant(playlists))
                .orElseGet(() -> new HlsEventPlaylists(presentation, cadence).multivariant(playlists)));
    }

    private Text media(RenditionId rendition) throws MediaFailed {
        if (!presentation.offers(rendition)) {
            return new Text.Unknown();
        }
        Links<ObjectKey> links = signed(presentation.track(rendition).stream().toList());
        return new Text.Written(presentation
                .whole()
                .map(whole -> new HlsPlaylists(whole).media(rendition, links))
                .orElseGet(() -> new HlsEventPlaylists(presentation, cadence).media(rendition, links)));
    }

    private Text dash() throws MediaFailed {
        Optional<Presentation> whole = presentation.whole();
        return whole.isPresent()
                ? new Text.Written(new DashManifest(whole.get()).text(signed(presentation.tracks())))
                : new Text.Missing();
    }

    private Links<ObjectKey> signed(List<SegmentedTrack> tracks) throws MediaFailed {
        Map<ObjectKey, URI> links = new HashMap<>();
        for (SegmentedTrack track : tracks) {
            links.put(track.init().key(), link(track.init()));
            for (MediaSegment segment : track.segments()) {
                links.put(segment.file().key(), link(segment.file()));
            }
        }
        return key -> Objects.requireNonNull(links.get(key), "every segment was signed");
    }

    private URI link(StoredFile file) throws MediaFailed {
        return transfer.download(file.key(), until);
    }
}
