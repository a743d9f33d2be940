package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.application.port.StillPicture;
import dev.millrace.application.port.StillRequest;
import dev.millrace.application.port.Workbench;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.plan.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes a picture that shows something: films begin, end and change scenes in black.
final class StillTaking {
    /// Of 256 steps from black to white, how many lie between the darkest and the brightest tenth of a picture that
    /// shows something.
    private static final double ENOUGH_CONTRAST = 16;

    /// Where to look, in parts of the wished position: at it, then later, then at the very beginning.
    private static final double[] PLACES = {1, 2, 4, 7, 0};

    private static final int BRIGHTNESS_BYTES = 1 << 20;
    private static final Pattern DARKEST_TENTH = Pattern.compile("lavfi\\.signalstats\\.YLOW=([0-9.]+)");
    private static final Pattern BRIGHTEST_TENTH = Pattern.compile("lavfi\\.signalstats\\.YHIGH=([0-9.]+)");

    private final MediaTool tool;
    private final SourceLimits limits;
    private final WorkLimits time;

    StillTaking(MediaTool tool, SourceLimits limits, WorkLimits time) {
        this.tool = tool;
        this.limits = limits;
        this.time = time;
    }

    StillPicture take(StillRequest request, Workbench bench) throws MediaFailed, InterruptedException {
        @Nullable Taken best = null;
        int places = placesIn(request.source());
        for (int i = 0; i < places && (best == null || best.contrast() < ENOUGH_CONTRAST); i++) {
            Duration position = Duration.ofNanos((long) (request.near().toNanos() * PLACES[i]));
            Optional<Taken> taken = take(request, position, "still-" + i, bench.scratch());
            if (taken.isPresent() && (best == null || taken.get().contrast() > best.contrast())) {
                best = taken.get();
            }
            bench.progress().accept((i + 1.0) / places);
        }
        boolean enough = best != null && best.contrast() >= ENOUGH_CONTRAST;
        if (best == null || (places < PLACES.length && !enough)) {
            throw MediaTool.failed(FailureCode.SOURCE_UNDECODABLE, "No picture of the film can be decoded.");
        }
        bench.progress().accept(1);
        return new StillPicture(best.file(), request.size());
    }

    /// A window is made for the first place alone.
    private static int placesIn(SourceAccess source) {
        return switch (source) {
            case SourceAccess.InFile _ -> PLACES.length;
            case SourceAccess.InWindow _ -> 1;
        };
    }

    /// Empty when nothing can be shown at that position, for example because it lies behind the end.
    private Optional<Taken> take(StillRequest request, Duration position, String name, Path scratch)
            throws MediaFailed, InterruptedException {
        try {
            List<String> decoder = new OldX264(tool, limits)
                    .options(
                            request.source(),
                            Duration.ZERO,
                            request.track(),
                            new Entry.FromStart(),
                            scratch,
                            time.reading(Duration.ZERO));
            MediaTool.Result result = tool.ffmpeg(
                    new StillCommand(limits).arguments(request, position, name, decoder),
                    Room.of(scratch, request.source()),
                    time.reading(Duration.ZERO),
                    progress -> {});
            Path file = scratch.resolve(name + ".jpg");
            Path brightness = scratch.resolve(name + ".txt");
            if (result.code() != 0 || Holes.seen(request.source(), result) || !JpegFile.isWhole(file, request.size())) {
                return Optional.empty();
            }
            return Optional.of(new Taken(
                    file,
                    contrast(new String(MadeFile.read(brightness, BRIGHTNESS_BYTES), StandardCharsets.ISO_8859_1))));
        } catch (BadOutput e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Scratch.unusable(e);
        }
    }

    /// Of the first picture that is told of: the filters look at the next before they hear that one was enough.
    static double contrast(String brightness) {
        return first(BRIGHTEST_TENTH, brightness) - first(DARKEST_TENTH, brightness);
    }

    private static double first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    }

    private record Taken(Path file, double contrast) {}
}
