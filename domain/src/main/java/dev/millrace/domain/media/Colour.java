package dev.millrace.domain.media;

import java.util.Optional;
import java.util.Set;

/// How numbers in a picture mean colours, in the words of ITU-T H.273 as ffprobe prints them.
///
/// @param primaries such as `bt709`, `bt2020`; empty when not said
/// @param transfer such as `bt709`, `smpte2084` (PQ), `arib-std-b67` (HLG); empty when not said
/// @param matrix such as `bt709`, `smpte170m`; empty when not said
/// @param fullRange whether black is 0 rather than 16 (in 8 bits)
public record Colour(
        Optional<String> primaries, Optional<String> transfer, Optional<String> matrix, boolean fullRange) {
    /// Nothing said: players take BT.709 limited range.
    public static final Colour UNSAID = new Colour(Optional.empty(), Optional.empty(), Optional.empty(), false);

    /// Whether the picture may hold colours beyond what BT.709 can show, and needs more than another matrix.
    public boolean wideGamut() {
        return primaries
                .filter(Set.of("bt2020", "smpte431", "smpte432")::contains)
                .isPresent();
    }

    /// Whether the picture holds brightness beyond what BT.709 can show.
    public boolean highDynamicRange() {
        return transfer.filter(t -> t.equals("smpte2084") || t.equals("arib-std-b67"))
                .isPresent();
    }
}
