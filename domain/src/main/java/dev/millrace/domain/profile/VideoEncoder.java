package dev.millrace.domain.profile;

/// An encoder of pictures with its settings. A further codec is a further record here.
public sealed interface VideoEncoder {
    /// What it makes.
    VideoCodec codec();

    /// H.264 High by x264.
    ///
    /// @param preset time for size
    record X264(Preset preset) implements VideoEncoder {
        @Override
        public VideoCodec codec() {
            return VideoCodec.H264;
        }
    }
}
