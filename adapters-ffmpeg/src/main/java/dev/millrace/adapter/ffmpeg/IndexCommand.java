package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.StreamType;
import com.github.kokorin.jaffree.ffmpeg.UrlInput;
import com.github.kokorin.jaffree.ffmpeg.UrlOutput;
import dev.millrace.application.port.IndexRequest;
import dev.millrace.domain.plan.AudioRendition;
import dev.millrace.domain.profile.AudioEncoder;
import dev.millrace.domain.profile.AudioRecipe;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The calls of ffmpeg that read a source once, list its packets, and encode its sound.
///
/// @param limits what a source may be
record IndexCommand(SourceLimits limits) {
    static final String PACKETS = "packets.txt";

    /// All in one: what is right for nearly every film.
    List<String> atOnce(IndexRequest request) {
        FfmpegCommand command = reading(request);
        request.sound().forEach(rendition -> command.addOutput(encoded(request, rendition, 0, rendition.track())));
        return command.arguments();
    }

    /// The first half for films whose sound changes its form on the way, as broadcasts do between stereo and more: each
    /// change builds the filters anew, and what fills in silence must not forget what was before. So the sound is
    /// decoded to one form, and nothing more.
    List<String> decoding(IndexRequest request) {
        FfmpegCommand command = reading(request);
        request.sound()
                .forEach(rendition -> command.addOutput(UrlOutput.toUrl(decoded(rendition))
                        .setFormat("nut")
                        .addMap(0, Integer.toString(rendition.track()))
                        .setCodec(StreamType.AUDIO, "pcm_s16le")
                        .addArguments("-af", uniform(rendition.recipe()))));
        return command.arguments();
    }

    /// The second half: encodes what the first has decoded.
    List<String> encoding(IndexRequest request) {
        FfmpegCommand command = new FfmpegCommand(limits);
        List<AudioRendition> sound = request.sound();
        for (int i = 0; i < sound.size(); i++) {
            UrlInput input = GuardedInput.own(decoded(sound.get(i)), "nut");
            command.addInput(input.addArgument("-copyts"));
            command.addOutput(encoded(request, sound.get(i), i, 0));
        }
        return command.arguments();
    }

    private FfmpegCommand reading(IndexRequest request) {
        FfmpegCommand command = new FfmpegCommand(limits);
        command.addInput(new GuardedInput(limits)
                .timed(request.source(), request.info().timing().start()));
        command.addOutput(packets(request));
        return command;
    }

    /// The list of packets: of the picture, when there is one, and then of each sound.
    private static UrlOutput packets(IndexRequest request) {
        UrlOutput output = UrlOutput.toUrl(PACKETS).setFormat("framecrc").copyAllCodecs();
        request.pictureTrack().ifPresent(track -> output.addMap(0, Integer.toString(track)));
        request.sound().forEach(rendition -> output.addMap(0, Integer.toString(rendition.track())));
        return output;
    }

    private static UrlOutput encoded(IndexRequest request, AudioRendition rendition, int input, int stream) {
        SegmentFolder folder = new SegmentFolder(rendition.id());
        UrlOutput output = UrlOutput.toUrl(folder.playlist()).addMap(input, Integer.toString(stream));
        AudioRecipe recipe = rendition.recipe();
        output.addArguments("-af", filled(recipe));
        switch (recipe.encoder()) {
            case AudioEncoder.AacLc() -> {
                output.setCodec(StreamType.AUDIO, "aac");
                output.addArguments("-b:a", Long.toString(recipe.bitrate().bitsPerSecond()));
                // The encoder's first block lies before the film and holds no sound. Its negative time cannot be
                // written into a segment, and players disagree on the edit list that would hide it.
                output.addArguments("-bsf:a", "noise=drop=lt(pts\\,0)");
            }
        }
        folder.segments(output, Duration.ofNanos(Math.round(request.segmentSeconds() * 1e9)), 0);
        return output;
    }

    /// Sound that begins after the film, or has holes, gets silence there; what lies before the film is cut off. Smaller
    /// differences of clock, below a tenth of a second, are left alone, for mending them can be heard.
    private static String filled(AudioRecipe recipe) {
        return "aresample=" + recipe.sampleRate() + ":async=1:first_pts=0," + form(recipe);
    }

    private static String uniform(AudioRecipe recipe) {
        return "aresample=" + recipe.sampleRate() + "," + form(recipe);
    }

    private static String form(AudioRecipe recipe) {
        String layout = recipe.channels() == 1 ? "mono" : "stereo";
        return String.format(Locale.ROOT, "aformat=sample_rates=%d:channel_layouts=%s", recipe.sampleRate(), layout);
    }

    private static String decoded(AudioRendition rendition) {
        return rendition.id() + ".nut";
    }
}
