package dev.millrace.domain.delivery;

import java.util.regex.Pattern;

/// What an object is, for the `Content-Type` of its downloads (RFC 6838).
///
/// @param value such as `video/mp4`
public record MediaType(String value) {
    /// Each half has at most 127 characters (RFC 6838, 4.2).
    private static final int LONGEST = 255;

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9.+-]+/[a-z0-9.+-]+");

    /// A whole MP4 file with pictures, and the segments of one.
    public static final MediaType MP4 = new MediaType("video/mp4");

    /// A whole MP4 file with sound alone, and the segments of one.
    public static final MediaType M4A = new MediaType("audio/mp4");

    /// A Matroska file.
    public static final MediaType MATROSKA = new MediaType("video/x-matroska");

    /// An HLS playlist (RFC 8216, 10).
    public static final MediaType HLS = new MediaType("application/vnd.apple.mpegurl");

    /// A DASH manifest (ISO/IEC 23009-1, annex C).
    public static final MediaType DASH = new MediaType("application/dash+xml");

    /// A picture.
    public static final MediaType JPEG = new MediaType("image/jpeg");

    /// Refuses anything that does not fit into a header.
    public MediaType {
        if (!wellFormed(value)) {
            throw new IllegalArgumentException("not a media type");
        }
    }

    /// Whether a text is a media type without parameters, in lower case.
    public static boolean wellFormed(String text) {
        return text.length() <= LONGEST && SHAPE.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
