package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.ffmpeg.UrlInput;
import dev.millrace.application.port.SourceAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The options without which no input is opened.
///
/// Both lists are needed. The list of protocols alone lets a playlist through that was given the name of a video, and
/// with it whatever that names; the list of formats alone lets a format through that opens other files.
///
/// @param limits what a source may be
record GuardedInput(SourceLimits limits) {
    /// Formats people upload, by the names of ffmpeg's demuxers. None of them opens other files. Pictures and playlists
    /// are left out on purpose.
    static final String FORMATS = String.join(
            ",",
            "aac",
            "ac3",
            "aiff",
            "amr",
            "asf",
            "au",
            "avi",
            "caf",
            "dts",
            "dv",
            "eac3",
            "flac",
            "flv",
            "gif",
            "gxf",
            "h264",
            "hevc",
            "ivf",
            "m4v",
            "matroska",
            "mov",
            "mp3",
            "mpeg",
            "mpegts",
            "mpegvideo",
            "mxf",
            "nut",
            "ogg",
            "rm",
            "wav",
            "wtv",
            "wv");

    /// A source whose times are counted from `start`, the container's beginning, whatever streams are read.
    ///
    /// ffmpeg's own `-start_at_zero` would do that for most formats; in transport streams it counts from the beginning
    /// of the streams in use, so that pictures read alone and sound read with pictures would not fit together.
    UrlInput timed(SourceAccess source, Duration start) {
        return of(source).addArgument("-copyts").addArguments("-itsoffset", Seconds.of(start.negated()));
    }

    /// A source, as ffmpeg opens it.
    UrlInput of(SourceAccess source) {
        UrlInput input = UrlInput.fromUrl(url(source));
        List<String> options = options();
        for (int i = 0; i < options.size(); i += 2) {
            input.addArguments(options.get(i), options.get(i + 1));
        }
        return input;
    }

    /// Pairs of names and values, for ffmpeg and ffprobe alike.
    List<String> options() {
        List<String> options = new ArrayList<>(whitelists("file", FORMATS));
        options.addAll(List.of("-max_streams", Integer.toString(limits.streams())));
        options.addAll(List.of("-max_pixels", Long.toString(limits.pixels())));
        return options;
    }

    /// Segments of our own, joined by a playlist of our own.
    static UrlInput playlist(String name) {
        return own(name, "hls,mov");
    }

    /// A file of our own. Whoever took ffmpeg over while it read the source may have written it.
    ///
    /// @param formats the only ones it may be in
    static UrlInput own(String name, String formats) {
        UrlInput input = UrlInput.fromUrl("file:" + name);
        List<String> options = whitelists("file", formats);
        for (int i = 0; i < options.size(); i += 2) {
            input.addArguments(options.get(i), options.get(i + 1));
        }
        return input;
    }

    static String url(SourceAccess source) {
        return "file:" + source.path().toAbsolutePath();
    }

    private static List<String> whitelists(String protocols, String formats) {
        return List.of("-protocol_whitelist", protocols, "-format_whitelist", formats);
    }
}
