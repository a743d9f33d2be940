package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.ffprobe.FFprobeResult;
import com.github.kokorin.jaffree.ffprobe.Packet;
import com.github.kokorin.jaffree.ffprobe.Stream;
import com.github.kokorin.jaffree.ffprobe.data.ProbeData;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.media.Container;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.Timing;
import dev.millrace.domain.media.Track;
import dev.millrace.domain.media.VideoTrack;
import dev.millrace.domain.media.Warning;
import dev.millrace.domain.media.WarningCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads ffprobe's answer about a whole file, and refuses files that hold nothing to work on.
final class SourceReading {
    private static final Set<String> PICTURE_BRANDS = Set.of("avif", "avis", "heic", "heim", "heis", "heix", "mif1");

    private final FFprobeResult answer;
    private final Refusal refusal;
    private final SourceLimits limits;
    private final Set<String> decoders;
    private final List<Warning> warnings = new ArrayList<>();
    private final List<MediaFailed> unusablePictures = new ArrayList<>();
    private final List<MediaFailed> unusableSounds = new ArrayList<>();

    SourceReading(FFprobeResult answer, Refusal refusal, SourceLimits limits, Set<String> decoders) {
        this.answer = answer;
        this.refusal = refusal;
        this.limits = limits;
        this.decoders = decoders;
    }

    SourceInfo read() throws MediaFailed {
        ProbeData format = answer.getData().getSubData("format", part -> part);
        if (format == null) {
            throw refusal.ofFile();
        }
        if (isStillPicture()) {
            throw MediaTool.failed(FailureCode.SOURCE_FORMAT_REFUSED, "The file is a picture, not a video.");
        }
        List<StreamReading> streams =
                orNone(answer.getStreams()).stream().map(StreamReading::new).toList();
        refuseEncrypted(streams);
        List<Track> tracks = new ArrayList<>();
        for (StreamReading stream : streams) {
            read(stream).ifPresent(tracks::add);
        }
        tellOfSubtitles(streams);
        boolean noPicture = tracks.stream().noneMatch(VideoTrack.class::isInstance);
        if (noPicture && !unusablePictures.isEmpty()) {
            throw unusablePictures.getFirst();
        }
        if (tracks.isEmpty()) {
            throw unusableSounds.isEmpty() ? noStreams() : unusableSounds.getFirst();
        }
        Container container = new Container(
                Objects.requireNonNullElse(format.getString("format_name"), "unknown"),
                new ByteSize(Math.max(
                        0, decimal(format, "size").map(BigDecimal::longValue).orElse(0L))),
                Optional.empty());
        return new SourceInfo(container, timing(format), tracks, warnings);
    }

    private boolean isStillPicture() {
        String brand = answer.getFormat().getTag("major_brand");
        return brand != null && PICTURE_BRANDS.contains(brand.strip());
    }

    private Optional<Track> read(StreamReading stream) {
        if (!stream.isPicture() && !stream.isSound()) {
            return Optional.empty();
        }
        String what = stream.isPicture() ? "picture" : "sound";
        if (stream.codec().filter(decoders::contains).isEmpty()) {
            String codec = stream.codec().map(name -> " (" + name + ")").orElse("");
            return unusable(
                    stream,
                    MediaTool.failed(
                            FailureCode.SOURCE_CODEC_UNKNOWN,
                            "The " + what + " (stream " + stream.index() + ") is coded in a way that can't be read here"
                                    + codec + "."));
        }
        if (stream.isSound()) {
            return stream.hasSoundFormat()
                    ? Optional.of(stream.sound())
                    : unusable(
                            stream,
                            MediaTool.failed(
                                    FailureCode.SOURCE_UNDECODABLE,
                                    "The sound (stream " + stream.index()
                                            + ") can't be decoded: its data is damaged."));
        }
        return stream.hasPictureFormat() ? picture(stream) : unusable(stream, refusal.ofPicture(stream.index()));
    }

    private Optional<Track> picture(StreamReading stream) {
        VideoTrack track = stream.picture();
        if (track.coded().pixels() > limits.pixels() || track.display().pixels() > 2 * limits.pixels()) {
            return unusable(
                    stream,
                    MediaTool.failed(
                            FailureCode.SOURCE_TOO_LARGE,
                            "The picture (" + track.coded() + ") has more pixels than are accepted."));
        }
        if (!stream.hasFrameRate()) {
            warnings.add(WarningCode.FRAME_RATE_UNKNOWN.because(
                    "The file does not say its frame rate; 25 frames a second were assumed."));
        }
        if (!stream.hasUsualPixelShape()) {
            warnings.add(WarningCode.PIXEL_SHAPE_IGNORED.because(
                    "The file gives its pixels an impossible shape; square ones were assumed."));
        }
        if (stream.isDolbyVisionOnly()) {
            warnings.add(
                    WarningCode.DOLBY_VISION_ONLY.because(
                            "The picture is in a form of Dolby Vision that only its own players decode; its colours may be wrong."));
        }
        return Optional.of(track);
    }

    /// Keeps the reason: it is the file's reason when nothing else of the kind is usable.
    private Optional<Track> unusable(StreamReading stream, MediaFailed why) {
        (stream.isPicture() ? unusablePictures : unusableSounds).add(why);
        warnings.add(WarningCode.STREAM_SKIPPED.because(why.failure().sentence() + " It was left out."));
        return Optional.empty();
    }

    private void tellOfSubtitles(List<StreamReading> streams) {
        long subtitles = streams.stream().filter(StreamReading::isSubtitle).count();
        if (subtitles > 0) {
            warnings.add(WarningCode.SUBTITLES_LEFT_OUT.because("The file holds subtitles (" + subtitles
                    + (subtitles == 1 ? " track" : " tracks") + "), which are not transcoded."));
        }
    }

    private void refuseEncrypted(List<StreamReading> streams) throws MediaFailed {
        boolean saysSo = streams.stream().anyMatch(StreamReading::saysEncrypted);
        boolean isSo = orNone(answer.getPackets()).stream().anyMatch(SourceReading::isEncrypted);
        if (saysSo || isSo) {
            throw MediaTool.failed(
                    FailureCode.SOURCE_ENCRYPTED,
                    "The file is encrypted (DRM), and can't be read without its key; upload a copy that is not.");
        }
    }

    private static boolean isEncrypted(Packet packet) {
        return orNone(packet.getProbeData().getSubDataList("side_data_list", part -> part)).stream()
                .anyMatch(part -> "Encryption info".equals(part.getString("side_data_type")));
    }

    private MediaFailed noStreams() {
        String others = orNone(answer.getStreams()).stream()
                .map(Stream::getProbeData)
                .map(stream -> Objects.requireNonNullElse(stream.getString("codec_type"), "unknown"))
                .collect(Collectors.groupingBy(type -> type, java.util.TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(count -> count.getValue() + " " + count.getKey() + (count.getValue() == 1 ? " track" : " tracks"))
                .collect(Collectors.joining(", "));
        return MediaTool.failed(
                FailureCode.SOURCE_NO_STREAMS,
                "The file holds no picture and no sound" + (others.isEmpty() ? "." : " (" + others + ")."));
    }

    private Timing timing(ProbeData format) {
        Duration start =
                decimal(format, "start_time").map(SourceReading::seconds).orElse(Duration.ZERO);
        Optional<Duration> duration =
                decimal(format, "duration").map(SourceReading::seconds).filter(Duration::isPositive);
        if (duration.isEmpty()) {
            warnings.add(
                    WarningCode.DURATION_UNKNOWN.because("The file does not say how long it is; it was measured."));
        } else if (duration.get().compareTo(limits.duration()) > 0) {
            warnings.add(WarningCode.DURATION_DOUBTFUL.because(
                    "The file claims to be " + duration.get().toHours() + " hours long; it was measured instead."));
            duration = Optional.empty();
        }
        return new Timing(start, duration);
    }

    private static Duration seconds(BigDecimal seconds) {
        return Duration.ofNanos(seconds.movePointRight(9).longValue());
    }

    private static Optional<BigDecimal> decimal(ProbeData data, String name) {
        try {
            return Optional.ofNullable(data.getString(name)).map(BigDecimal::new);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
