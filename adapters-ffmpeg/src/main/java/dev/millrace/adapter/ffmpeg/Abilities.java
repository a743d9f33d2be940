package dev.millrace.adapter.ffmpeg;

import java.util.Set;

/// What a pair of programs has been seen to do.
///
/// @param version as ffmpeg calls itself
/// @param encoderFingerprint equal for two machines only when their x264 and ffmpeg libraries are the same builds, so
///     that chunks from both fit under one init segment
/// @param decoders the codecs it can decode
record Abilities(String version, String encoderFingerprint, Set<String> decoders) {
    Abilities {
        decoders = Set.copyOf(decoders);
    }
}
