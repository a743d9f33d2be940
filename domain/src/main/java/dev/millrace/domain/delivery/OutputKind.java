package dev.millrace.domain.delivery;

import java.util.Locale;

/// What an output is for.
public enum OutputKind {
    /// The HLS multivariant playlist: what a player opens.
    HLS_MASTER,
    /// The HLS playlist of one rendition.
    HLS_MEDIA,
    /// The DASH manifest, for all renditions.
    DASH_MANIFEST,
    /// A whole MP4 file.
    MP4,
    /// A picture of the film.
    POSTER;

    /// The word used in REST and files, in lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
