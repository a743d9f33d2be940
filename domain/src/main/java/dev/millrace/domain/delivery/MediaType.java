package dev.millrace.domain.delivery;

import java.util.regex.Pattern;

/// What an object is, for the `Content-Type` of its downloads (RFC 6838).
///
/// @param value such as `video/mp4`
public record MediaType(String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9.+-]+/[a-z0-9.+-]+");

    /// A whole MP4 file with pictures, and the segments of one.
    public static final MediaType MP4 = new MediaType("video/mp4");

    /// A whole MP4 file with sound alone, and the segments of one.
    public static final MediaType M4A = new MediaType("audio/mp4");

    /// A Matroska file.
    public static final MediaType MATROSKA = new MediaType("video/x-matroska");

    /// An HLS playlist (RFC 8216, 10).
    public static final MediaType HLS = new MediaType("application/vnd.apple.mpegurl");

    /// A picture.
    public static final MediaType JPEG = new MediaType("image/jpeg");

    /// Refuses anything that does not fit into a header.
    public MediaType {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a media type");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
