package dev.millrace.application.worker;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.Settlement;
import dev.millrace.domain.delivery.DashManifest;
import dev.millrace.domain.delivery.HlsPlaylists;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.Output;
import dev.millrace.domain.delivery.OutputKind;
import dev.millrace.domain.delivery.Presentation;
import dev.millrace.domain.delivery.RelativeLinks;
import dev.millrace.domain.delivery.SegmentedTrack;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.media.MediaDuration;
import dev.millrace.domain.plan.RenditionId;
import dev.millrace.domain.profile.Delivery;
import dev.millrace.domain.work.Product;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Writes the manifests and lists everything a client may download. Settling this completes the job.
final class PublishJob implements Performer {
    @Override
    public Settlement.Succeeded perform(Claim claim, Attempt attempt) throws MediaFailed, IOException {
        List<Output> outputs = new ArrayList<>();
        for (Delivery delivery : claim.job().profile().deliveries()) {
            switch (delivery) {
                case Delivery.Hls _ -> outputs.addAll(hls(Made.of(claim).presentation(), attempt));
                case Delivery.Dash _ -> outputs.add(dash(Made.of(claim).presentation(), attempt));
                case Delivery.Mp4 _ -> outputs.addAll(files(claim));
            }
        }
        claim.inputs().values().stream()
                .filter(Product.Pictured.class::isInstance)
                .map(Product.Pictured.class::cast)
                .forEach(picture -> outputs.add(new Output(
                        OutputKind.POSTER, Optional.empty(), picture.poster(), MediaType.JPEG, Optional.empty())));
        return Settlement.Succeeded.with(new Product.Published(outputs));
    }

    private static List<Output> hls(Presentation presentation, Attempt attempt) throws MediaFailed, IOException {
        HlsPlaylists playlists = new HlsPlaylists(presentation);
        ObjectKey master = attempt.key("hls/master.m3u8");
        List<Output> outputs = new ArrayList<>();
        for (SegmentedTrack track : presentation.tracks()) {
            ObjectKey key = attempt.key(mediaPlaylist(track.rendition()));
            String text = playlists.media(track.rendition(), new RelativeLinks(key));
            StoredFile file = attempt.store(mediaPlaylist(track.rendition()), text, MediaType.HLS);
            outputs.add(playlist(OutputKind.HLS_MEDIA, Optional.of(track.rendition()), file, track.duration()));
        }
        String text = playlists.multivariant(
                rendition -> new RelativeLinks(master).to(attempt.key(mediaPlaylist(rendition))));
        StoredFile file = attempt.store("hls/master.m3u8", text, MediaType.HLS);
        outputs.addFirst(playlist(OutputKind.HLS_MASTER, Optional.empty(), file, presentation.duration()));
        return outputs;
    }

    private static Output dash(Presentation presentation, Attempt attempt) throws MediaFailed, IOException {
        String name = "dash/manifest.mpd";
        String text = new DashManifest(presentation).text(new RelativeLinks(attempt.key(name)));
        StoredFile file = attempt.store(name, text, MediaType.DASH);
        return new Output(
                OutputKind.DASH_MANIFEST, Optional.empty(), file, MediaType.DASH, Optional.of(presentation.duration()));
    }

    private static List<Output> files(Claim claim) {
        return claim.inputs().values().stream()
                .filter(Product.Remuxed.class::isInstance)
                .map(Product.Remuxed.class::cast)
                .sorted(Comparator.comparing(
                                (Product.Remuxed file) -> file.file().size())
                        .reversed())
                .map(file -> new Output(
                        OutputKind.MP4,
                        Optional.of(file.rendition()),
                        file.file(),
                        file.file().key().fileName().endsWith(".m4a") ? MediaType.M4A : MediaType.MP4,
                        Optional.of(file.duration())))
                .toList();
    }

    private static Output playlist(
            OutputKind kind, Optional<RenditionId> rendition, StoredFile file, MediaDuration duration) {
        return new Output(kind, rendition, file, MediaType.HLS, Optional.of(duration));
    }

    private static String mediaPlaylist(RenditionId rendition) {
        return "hls/" + rendition + ".m3u8";
    }
}
