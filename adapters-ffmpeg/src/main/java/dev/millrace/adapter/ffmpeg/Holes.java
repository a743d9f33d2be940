package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.SourceAccess;
import java.util.List;

/// Whether a media program may have read where a window has no bytes.
final class Holes {
    /// What decoders of H.264 say behind a seek into an open group, of pictures that are thrown away. Of zeros they say
    /// something else, too.
    private static final List<String> HARMLESS = List.of("mmco: unref short failure", "co located POCs unavailable");

    /// Of more complaints the first may be forgotten.
    private static final int MUCH = 8 * 1024;

    private Holes() {}

    /// Zeros are no picture of any codec, no box and no element: whoever reads them complains. Damaged sources are
    /// complained of as well, and read whole then.
    static boolean seen(SourceAccess source, MediaTool.Result result) {
        return switch (source) {
            case SourceAccess.InFile _ -> false;
            case SourceAccess.InWindow _ ->
                result.errors().length() > MUCH || result.errors().lines().anyMatch(Holes::tells);
        };
    }

    private static boolean tells(String line) {
        return !line.isBlank() && HARMLESS.stream().noneMatch(line.strip()::endsWith);
    }
}
