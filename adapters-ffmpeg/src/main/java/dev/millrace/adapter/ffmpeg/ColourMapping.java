package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.ffmpeg.Filter;
import com.github.kokorin.jaffree.ffmpeg.GenericFilter;
import dev.millrace.domain.media.Colour;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The filters that bring colours and brightness beyond BT.709 into it, where another matrix alone would leave them
/// pale: high dynamic range by a curve that keeps dark and middle tones and bends the bright ones, wide gamuts by
/// their primaries.
///
/// All names are those of ITU-T H.273, which ffprobe and `zscale` share.
final class ColourMapping {
    /// What diffuse white is in high dynamic range, in nits (ITU-R BT.2408, 2.1). It becomes the white of BT.709.
    private static final String WHITE = "203";

    /// What most films in high dynamic range are mastered for, 1000 nits, in units of that white. What is brighter clips.
    /// It is always the same, because what a file says of its own peak may change on the way, and chunks would differ.
    private static final String PEAK = "4.93";

    private static final String HYBRID_LOG_GAMMA = "arib-std-b67";

    /// The scaler takes these for BT.601.
    private static final Set<String> UNKNOWN_TO_THE_SCALER = Set.of("ycgco", "ictcp");

    private static final Set<String> MATRICES =
            Set.of("bt709", "fcc", "bt470bg", "smpte170m", "smpte240m", "ycgco", "ictcp", "bt2020nc", "bt2020c");
    private static final Set<String> PRIMARIES =
            Set.of("bt709", "bt470m", "bt470bg", "smpte170m", "smpte240m", "bt2020", "smpte431", "smpte432");

    private ColourMapping() {}

    static boolean isNeeded(Colour colour) {
        return colour.highDynamicRange()
                || colour.wideGamut()
                || colour.matrix().filter(UNKNOWN_TO_THE_SCALER::contains).isPresent();
    }

    /// To BT.709 in limited range.
    static List<GenericFilter> toStandard(Colour colour) {
        GenericFilter deep = Filter.withName("format").addArgument("yuv420p10le");
        GenericFilter read = Filter.withName("zscale")
                .addArgument("min", known(colour.matrix(), MATRICES, "bt2020nc"))
                .addArgument("pin", known(colour.primaries(), PRIMARIES, "bt2020"))
                .addArgument("rin", colour.fullRange() ? "full" : "limited");
        if (!colour.highDynamicRange()) {
            return List.of(deep, standard(read.addArgument("tin", "bt709").addArgument("p", "bt709")));
        }
        String transfer = colour.transfer().orElse("smpte2084");
        read.addArgument("tin", transfer)
                .addArgument("p", "bt709")
                .addArgument("t", "linear")
                .addArgument("npl", WHITE);
        if (transfer.equals(HYBRID_LOG_GAMMA)) {
            // A screen's gamma belongs to the brightness of a pixel (ITU-R BT.2100, table 5). The approximation takes
            // it
            // of red, green and blue apart, and colours glow.
            read.addArgument("agamma", "0");
        }
        return List.of(
                deep,
                read,
                Filter.withName("format").addArgument("gbrpf32le"),
                Filter.withName("tonemap")
                        .addArgument("tonemap", "mobius")
                        .addArgument("peak", PEAK)
                        .addArgument("desat", "0"),
                standard(Filter.withName("zscale")));
    }

    private static GenericFilter standard(GenericFilter zscale) {
        return zscale.addArgument("t", "bt709").addArgument("m", "bt709").addArgument("r", "limited");
    }

    /// What a file says, if it means anything; files say `reserved`, too.
    private static String known(Optional<String> said, Set<String> names, String otherwise) {
        return said.filter(names::contains).orElse(otherwise);
    }
}
