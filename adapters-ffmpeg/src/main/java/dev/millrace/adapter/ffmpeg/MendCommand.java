package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.ffmpeg.UrlInput;
import com.github.kokorin.jaffree.ffmpeg.UrlOutput;
import dev.millrace.application.port.SourceAccess;
import java.util.List;

/// The call of ffmpeg that copies tracks of a source into Matroska, on a clock that runs steadily: without `-copyts`
/// ffmpeg sets its own clock anew wherever that of a stream jumps.
///
/// @param limits what a source may be
record MendCommand(SourceLimits limits) {
    static final String FILE = "mended.mkv";

    List<String> arguments(SourceAccess source, List<Integer> tracks) {
        FfmpegCommand command = new FfmpegCommand(limits);
        // Some old formats leave out when a picture is shown; Matroska must know.
        UrlInput input = new GuardedInput(limits).of(source).addArguments("-fflags", "+genpts");
        command.addInput(input);
        UrlOutput output = UrlOutput.toUrl(FILE).setFormat("matroska").copyAllCodecs();
        tracks.forEach(track -> output.addMap(0, Integer.toString(track)));
        // Names and languages of tracks stay, what the file says of itself does not.
        output.addArguments("-map_metadata:g", "-1");
        output.addArguments("-map_chapters", "-1");
        command.addOutput(output);
        return command.arguments();
    }
}
