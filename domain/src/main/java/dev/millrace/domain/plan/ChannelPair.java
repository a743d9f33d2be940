package dev.millrace.domain.plan;

import dev.millrace.domain.media.AudioTrack;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The left and the right channel of one sound that a file holds in tracks of their own.
///
/// Cameras and broadcasters record each channel as a track. The first two hold the stereo mix in the allocations that
/// broadcasters agree on (EBU R 123); what the others hold (single microphones, other languages, surround, nothing)
/// differs from house to house, so they can't be mixed in.
///
/// @param left the first track
/// @param right the second
record ChannelPair(AudioTrack left, AudioTrack right) {
    /// Empty unless the tracks are such channels: two or another even number of mono tracks in one codec and rate, and
    /// none with a language, which would make it a sound of its own.
    static Optional<ChannelPair> of(List<AudioTrack> tracks) {
        if (tracks.size() < 2 || tracks.size() % 2 != 0) {
            return Optional.empty();
        }
        AudioTrack any = tracks.getFirst();
        boolean channels = tracks.stream()
                .allMatch(track -> track.channels() == 1
                        && track.language().isEmpty()
                        && track.sampleRate() == any.sampleRate()
                        && track.codec().equals(any.codec()));
        if (!channels) {
            return Optional.empty();
        }
        List<AudioTrack> inFile = tracks.stream()
                .sorted(Comparator.comparingInt(AudioTrack::index))
                .toList();
        return Optional.of(new ChannelPair(inFile.get(0), inFile.get(1)));
    }
}
