package dev.millrace.adapter.ffmpeg;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// One call of a media program.
///
/// @param program the program's file
/// @param arguments all that follows, as the program will see it
/// @param environment the whole environment; nothing of ours is handed down
/// @param room where it runs, so that output names can be relative, and what else it may read
/// @param bounds what it may use
record MediaCall(Path program, List<String> arguments, Map<String, String> environment, Room room, Bounds bounds) {
    MediaCall {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
