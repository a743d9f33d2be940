package dev.millrace.domain.profile;

import java.util.List;

/// A form in which renditions reach a player. A further format is a further record here.
public sealed interface Delivery {
    /// Each form.
    List<Delivery> ALL = List.of(new Hls(), new Dash(), new Mp4());

    /// The word that profiles use, in lower case.
    String word();

    /// HTTP Live Streaming with fragmented MP4 segments (RFC 8216, CMAF).
    record Hls() implements Delivery {
        @Override
        public String word() {
            return "hls";
        }
    }

    /// MPEG-DASH over the same segments (ISO/IEC 23009-1, CMAF).
    record Dash() implements Delivery {
        @Override
        public String word() {
            return "dash";
        }
    }

    /// One MP4 file for each picture rendition, with all sound, its index in front.
    record Mp4() implements Delivery {
        @Override
        public String word() {
            return "mp4";
        }
    }
}
