package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.StreamType;
import com.github.kokorin.jaffree.ffmpeg.UrlOutput;
import dev.millrace.application.port.IndexRequest;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.profile.AudioEncoder;
import dev.millrace.domain.profile.AudioRecipe;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The call of ffmpeg that reads a source once, lists the packets of its picture, and encodes its sound.
///
/// @param limits what a source may be
record IndexCommand(SourceLimits limits) {
    static final String PACKETS = "packets.txt";

    List<String> arguments(IndexRequest request) {
        FfmpegCommand command = new FfmpegCommand(limits);
        command.addInput(new GuardedInput(limits)
                .timed(request.source(), request.info().timing().start()));
        request.pictureTrack().ifPresent(track -> command.addOutput(packets(track)));
        Duration length = Duration.ofNanos(Math.round(request.segmentSeconds() * 1e9));
        request.sound().forEach(rendition -> command.addOutput(sound(rendition, length)));
        return command.arguments();
    }

    private static UrlOutput packets(int track) {
        return UrlOutput.toUrl(PACKETS)
                .setFormat("framecrc")
                .addMap(0, Integer.toString(track))
                .copyCodec(StreamType.VIDEO);
    }

    private static UrlOutput sound(AudioRendition rendition, Duration length) {
        SegmentFolder folder = new SegmentFolder(rendition.id());
        UrlOutput output = UrlOutput.toUrl(folder.playlist()).addMap(0, Integer.toString(rendition.track()));
        AudioRecipe recipe = rendition.recipe();
        output.addArguments("-af", filter(recipe));
        switch (recipe.encoder()) {
            case AudioEncoder.AacLc() -> {
                output.setCodec(StreamType.AUDIO, "aac");
                output.addArguments("-b:a", Long.toString(recipe.bitrate().bitsPerSecond()));
                // The encoder's first block lies before the film and holds no sound. Its negative time cannot be
                // written into a segment, and players disagree on the edit list that would hide it.
                output.addArguments("-bsf:a", "noise=drop=lt(pts\\,0)");
            }
        }
        folder.segments(output, length, 0);
        return output;
    }

    /// Sound that begins after the film, or has holes, gets silence there; what lies before the film is cut off. Smaller
    /// differences of clock, below a tenth of a second, are left alone, for mending them can be heard.
    private static String filter(AudioRecipe recipe) {
        return String.format(
                Locale.ROOT,
                "aresample=%d:async=1:first_pts=0,aformat=sample_rates=%d:channel_layouts=%s",
                recipe.sampleRate(),
                recipe.sampleRate(),
                recipe.channels() == 1 ? "mono" : "stereo");
    }
}
