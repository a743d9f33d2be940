package dev.millrace.domain.plan;

import dev.millrace.domain.media.Bitrate;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.profile.VideoEncoder;

/// A picture rendition: a rung fitted to a source.
///
/// @param id its name within the job
/// @param encoder the encoder and its settings
/// @param size upright, with square pixels; both sides even
/// @param crf constant rate factor
/// @param maxBitrate the cap at the grid's frame rate
/// @param buffer bits that may pass at once, in bits
public record VideoRendition(
        RenditionId id, VideoEncoder encoder, FrameSize size, int crf, Bitrate maxBitrate, Bitrate buffer)
        implements Rendition {
    /// Refuses odd sides, which H.264's usual pixel format can't hold.
    public VideoRendition {
        if (size.width() % 2 != 0 || size.height() % 2 != 0) {
            throw new IllegalArgumentException("a rendition has even sides, not " + size);
        }
    }
}
