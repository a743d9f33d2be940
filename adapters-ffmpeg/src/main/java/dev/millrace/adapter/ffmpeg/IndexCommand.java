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

/// The calls of ffmpeg that read a source once, list its packets, and encode its sound.
///
/// @param limits what a source may be
record IndexCommand(SourceLimits limits) {
    static final String PACKETS = "packets.txt";

    /// The list of packets alone.
    List<String> listing(IndexRequest request) {
        return reading(request).arguments();
    }

    /// All in one: what is right for nearly every film.
    List<String> atOnce(IndexRequest request) {
        FfmpegCommand command = reading(request);
        for (AudioRendition rendition : request.sound()) {
            UrlOutput output = output(rendition);
            if (rendition.right().isPresent()) {
                pair(command, output, rendition);
            } else {
                output.addMap(0, Integer.toString(rendition.track()));
                output.addArguments("-af", SoundFilters.filled(request, rendition));
            }
            command.addOutput(encoded(output, request, rendition));
        }
        return command.arguments();
    }

    /// The first half for films whose sound changes its form on the way, as broadcasts do between stereo and more: each
    /// change builds the filters anew, and what fills in silence must not forget what was before. So the sound is
    /// decoded to one form, and nothing more.
    List<String> decoding(IndexRequest request) {
        FfmpegCommand command = reading(request);
        for (AudioRendition rendition : request.sound()) {
            UrlOutput output = UrlOutput.toUrl(decoded(rendition)).setFormat("nut");
            if (rendition.right().isPresent()) {
                pair(command, output, rendition);
            } else {
                output.addMap(0, Integer.toString(rendition.track()));
                output.addArguments("-af", SoundFilters.uniform(rendition.recipe()));
            }
            command.addOutput(output.setCodec(StreamType.AUDIO, "pcm_s16le"));
        }
        return command.arguments();
    }

    /// The second half: encodes what the first has decoded.
    List<String> encoding(IndexRequest request) {
        FfmpegCommand command = new FfmpegCommand(limits);
        List<AudioRendition> sound = request.sound();
        for (int i = 0; i < sound.size(); i++) {
            UrlInput input = GuardedInput.own(decoded(sound.get(i)), "nut");
            command.addInput(input.addArgument("-copyts"));
            UrlOutput output = output(sound.get(i)).addMap(i, "0");
            output.addArguments("-af", SoundFilters.filled(request, sound.get(i)));
            command.addOutput(encoded(output, request, sound.get(i)));
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

    private static void pair(FfmpegCommand command, UrlOutput output, AudioRendition rendition) {
        command.addArguments(
                "-filter_complex",
                SoundFilters.paired(rendition, rendition.right().getAsInt()));
        output.addMap(rendition.id().value());
    }

    private static UrlOutput output(AudioRendition rendition) {
        return UrlOutput.toUrl(new SegmentFolder(rendition.id()).playlist());
    }

    private static UrlOutput encoded(UrlOutput output, IndexRequest request, AudioRendition rendition) {
        SegmentFolder folder = new SegmentFolder(rendition.id());
        AudioRecipe recipe = rendition.recipe();
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

    private static String decoded(AudioRendition rendition) {
        return rendition.id() + ".nut";
    }
}
