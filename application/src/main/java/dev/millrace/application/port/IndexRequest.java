package dev.millrace.application.port;

import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.AudioRendition;
import java.util.List;
import java.util.OptionalInt;

/// What to read and encode in one pass over a source.
///
/// @param source its bytes
/// @param info its headers
/// @param pictureTrack the stream whose packets are listed; empty when there is none
/// @param sound what to encode; segments of about `segmentSeconds`
/// @param segmentSeconds length of a segment of sound, in seconds
public record IndexRequest(
        SourceAccess source,
        SourceInfo info,
        OptionalInt pictureTrack,
        List<AudioRendition> sound,
        double segmentSeconds) {
    /// Copies the list.
    public IndexRequest {
        sound = List.copyOf(sound);
    }
}
