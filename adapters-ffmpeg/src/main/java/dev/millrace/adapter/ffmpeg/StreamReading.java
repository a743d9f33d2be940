package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.StreamType;
import com.github.kokorin.jaffree.ffprobe.SideData;
import com.github.kokorin.jaffree.ffprobe.Stream;
import dev.millrace.domain.media.AudioTrack;
import dev.millrace.domain.media.Colour;
import dev.millrace.domain.media.FrameRate;
import dev.millrace.domain.media.FrameSize;
import dev.millrace.domain.media.Language;
import dev.millrace.domain.media.Orientation;
import dev.millrace.domain.media.Ratio;
import dev.millrace.domain.media.Scan;
import dev.millrace.domain.media.VideoTrack;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads one stream of ffprobe's answer. Numbers are taken as text: what a file claims need not fit any type.
///
/// @param stream the answer's part about it
record StreamReading(Stream stream) {
    private static final Pattern FRACTION = Pattern.compile("([0-9]{1,9})[/:]([0-9]{1,9})");
    private static final FrameRate WHEN_NOTHING_IS_SAID = FrameRate.of(25);

    /// Pixels are taller or wider than this in no format that exists; a file that says so is wrong.
    private static final int MOST_STRETCHED = 8;

    private static final Set<String> ENCRYPTED_TAGS = Set.of("encv", "enca", "drmi", "drms");

    int index() {
        return stream.getIndex();
    }

    boolean isPicture() {
        return stream.getCodecType() == StreamType.VIDEO && !isAttachedPicture();
    }

    boolean isSound() {
        return stream.getCodecType() == StreamType.AUDIO;
    }

    boolean isSubtitle() {
        return stream.getCodecType() == StreamType.SUBTITLE;
    }

    /// Whether its base layer means nothing to other players: profile 5 codes colours in a way of its own.
    boolean isDolbyVisionOnly() {
        @Nullable List<SideData> sideData = stream.getSideDataList();
        return Optional.ofNullable(sideData).stream()
                .flatMap(List::stream)
                .map(part -> part.getProbeData().getString("dv_profile"))
                .anyMatch("5"::equals);
    }

    /// Cover art: a picture for the file, not of the film.
    private boolean isAttachedPicture() {
        return flag("attached_pic") || flag("timed_thumbnails") || flag("still_image");
    }

    Optional<String> codec() {
        return said("codec_name");
    }

    boolean saysEncrypted() {
        return said("codec_tag_string").filter(ENCRYPTED_TAGS::contains).isPresent();
    }

    /// Whether enough of the stream could be read to know what its pictures are.
    boolean hasPictureFormat() {
        return number("width") > 0 && number("height") > 0 && said("pix_fmt").isPresent();
    }

    boolean hasSoundFormat() {
        return number("channels") > 0 && number("sample_rate") > 0;
    }

    boolean hasFrameRate() {
        return rate("r_frame_rate").or(() -> rate("avg_frame_rate")).isPresent();
    }

    boolean hasUsualPixelShape() {
        return ratio("sample_aspect_ratio").filter(this::isPlausible).isPresent()
                || said("sample_aspect_ratio")
                        .filter(text -> !text.startsWith("0:"))
                        .isEmpty();
    }

    VideoTrack picture() {
        FrameRate nominal =
                rate("r_frame_rate").or(() -> rate("avg_frame_rate")).orElse(WHEN_NOTHING_IS_SAID);
        String pixelFormat = said("pix_fmt").orElse("");
        long frames = number("nb_frames");
        return new VideoTrack(
                index(),
                codec().orElse(""),
                flag("default"),
                new FrameSize(Math.toIntExact(number("width")), Math.toIntExact(number("height"))),
                ratio("sample_aspect_ratio").filter(this::isPlausible).orElse(Ratio.SQUARE),
                orientation(),
                nominal,
                rate("avg_frame_rate").orElse(nominal),
                frames > 0 ? OptionalLong.of(frames) : OptionalLong.empty(),
                scan(said("field_order").orElse("")),
                new Colour(
                        said("color_primaries"),
                        said("color_transfer"),
                        said("color_space"),
                        said("color_range").filter("pc"::equals).isPresent() || pixelFormat.startsWith("yuvj")),
                pixelFormat);
    }

    AudioTrack sound() {
        return new AudioTrack(
                index(),
                codec().orElse(""),
                flag("default"),
                Math.toIntExact(number("channels")),
                Math.toIntExact(number("sample_rate")),
                Optional.ofNullable(stream.getTag("language")).flatMap(Language::said));
    }

    /// The second letter says which field is shown first; the first, which one is stored first.
    private static Scan scan(String fieldOrder) {
        return switch (fieldOrder) {
            case "tt", "bt" -> Scan.TOP_FIELD_FIRST;
            case "bb", "tb" -> Scan.BOTTOM_FIELD_FIRST;
            default -> Scan.PROGRESSIVE;
        };
    }

    private Orientation orientation() {
        @Nullable List<SideData> sideData = stream.getSideDataList();
        return Optional.ofNullable(sideData).stream()
                .flatMap(List::stream)
                .map(SideData::getDisplayMatrix)
                .filter(Objects::nonNull)
                .map(DisplayMatrix::orientation)
                .findFirst()
                .orElse(Orientation.UPRIGHT);
    }

    private boolean isPlausible(Ratio shape) {
        return shape.numerator() <= (long) shape.denominator() * MOST_STRETCHED
                && shape.denominator() <= (long) shape.numerator() * MOST_STRETCHED;
    }

    private Optional<FrameRate> rate(String name) {
        return fraction(name).map(parts -> new FrameRate(parts.numerator(), parts.denominator()));
    }

    private Optional<Ratio> ratio(String name) {
        return fraction(name);
    }

    private Optional<Ratio> fraction(String name) {
        return said(name)
                .map(FRACTION::matcher)
                .filter(Matcher::matches)
                .map(parts -> List.of(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))))
                .filter(parts -> parts.stream().allMatch(part -> part > 0))
                .map(parts -> new Ratio(parts.getFirst(), parts.getLast()));
    }

    /// 0 when it is not said, or no number of that size.
    private long number(String name) {
        return said(name)
                .filter(Pattern.compile("[0-9]{1,9}").asMatchPredicate())
                .map(Long::parseLong)
                .orElse(0L);
    }

    private boolean flag(String name) {
        Object value = stream.getProbeData().getSubDataValue("disposition", name);
        return value != null && value.toString().equals("1");
    }

    private Optional<String> said(String name) {
        return Optional.ofNullable(stream.getProbeData().getString(name))
                .filter(Predicate.not(String::isBlank))
                .filter(value -> !value.equals("unknown") && !value.equals("N/A"));
    }
}
