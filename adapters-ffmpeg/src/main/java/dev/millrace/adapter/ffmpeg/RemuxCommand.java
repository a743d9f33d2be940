package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.ffmpeg.UrlOutput;
import dev.millrace.application.port.RemuxRequest.Sound;
import dev.millrace.domain.media.Language;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;

/// The call of ffmpeg that joins segments into one MP4, without encoding, its index in front.
///
/// @param limits how much memory may be asked for
record RemuxCommand(SourceLimits limits) {
    static final String FILE = "whole.mp4";

    /// @param playlists of the picture first, when there is one, then of each track of sound
    List<String> arguments(List<String> playlists, List<Sound> sound) {
        FfmpegCommand command = new FfmpegCommand(limits);
        playlists.forEach(playlist -> command.addInput(GuardedInput.playlist(playlist)));
        UrlOutput output = UrlOutput.toUrl(FILE).setFormat("mp4").copyAllCodecs();
        for (int i = 0; i < playlists.size(); i++) {
            output.addMap(i, "0");
        }
        output.addArguments("-map_metadata", "-1");
        output.addArguments("-map_chapters", "-1");
        output.addArguments("-fflags", "+bitexact");
        output.addArguments("-movflags", "+faststart");
        for (int i = 0; i < sound.size(); i++) {
            String track = ":a:" + i;
            output.addArguments("-disposition" + track, i == 0 ? "default" : "0");
            String language =
                    sound.get(i).language().map(RemuxCommand::threeLetters).orElse("und");
            output.addArguments("-metadata:s" + track, "language=" + language);
        }
        command.addOutput(output);
        return command.arguments();
    }

    /// What an MP4 can say (ISO 639-2/T; ISO/IEC 14496-12, 8.4.2.3): no regions, no scripts.
    private static String threeLetters(Language language) {
        try {
            String letters = Locale.forLanguageTag(language.tag()).getISO3Language();
            return letters.isEmpty() ? "und" : letters;
        } catch (MissingResourceException e) {
            return "und";
        }
    }
}
