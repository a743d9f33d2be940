package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.SourceAccess;
import java.nio.file.Path;
import java.util.List;

/// What a media program gets to see of the machine's files beside itself.
///
/// @param folder where it runs; all it may write to
/// @param readable files and folders that it may read, by the paths under which its arguments name them
record Room(Path folder, List<Path> readable) {
    Room {
        readable = List.copyOf(readable);
    }

    /// Its own folder and nothing else.
    static Room of(Path folder) {
        return new Room(folder, List.of());
    }

    /// Its own folder and what somebody uploaded.
    static Room of(Path folder, SourceAccess source) {
        return new Room(folder, List.of(source.path().toAbsolutePath()));
    }
}
