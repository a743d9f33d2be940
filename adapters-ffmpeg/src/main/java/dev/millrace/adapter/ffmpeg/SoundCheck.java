package dev.millrace.adapter.ffmpeg;

import dev.millrace.adapter.ffmpeg.Fragment.Sample;
import dev.millrace.domain.media.MediaDuration;

/// Sees that the segments of a sound rendition begin with the film and follow each other without a gap.
final class SoundCheck implements SegmentCheck {
    private static final int AAC_BLOCK = 1024;

    private long next;
    private boolean ended;

    @Override
    public MediaDuration accept(TrackHeader header, Fragment segment) throws BadOutput {
        long begin = next;
        for (Sample sample : segment.samples()) {
            if (sample.decoded() != next || sample.shown() != next) {
                throw new BadOutput("the sound has a gap at " + (double) next / header.clock() + " s");
            }
            if (ended
                    || sample.duration() < 1
                    || sample.duration() > AAC_BLOCK
                    || sample.bytes().limit() == 0) {
                throw new BadOutput("a block of sound is malformed at " + (double) next / header.clock() + " s");
            }
            // Only the last block may be cut. Others are when the encoder was given sound that went back in time.
            ended = sample.duration() < AAC_BLOCK;
            next += sample.duration();
        }
        return new MediaDuration(next - begin, header.clock());
    }
}
