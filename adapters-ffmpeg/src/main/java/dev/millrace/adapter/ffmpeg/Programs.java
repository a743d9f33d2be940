package dev.millrace.adapter.ffmpeg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The two programs that belong together, and where their own libraries lie.
///
/// @param libraries the folder of the libraries they were built with; empty: the system's
record Programs(Path ffmpeg, Path ffprobe, Optional<Path> libraries) {
    static Programs bundled(Path folder) {
        Path absolute = folder.toAbsolutePath();
        return new Programs(absolute.resolve("ffmpeg"), absolute.resolve("ffprobe"), Optional.of(absolute));
    }

    /// Programs that find their libraries by themselves.
    static Programs installed(Path ffmpeg, Path ffprobe) {
        return new Programs(ffmpeg.toAbsolutePath(), ffprobe.toAbsolutePath(), Optional.empty());
    }

    MediaCall ffmpeg(List<String> arguments, Room room) {
        return call(ffmpeg, arguments, room, Bounds.WORKING);
    }

    MediaCall ffprobe(List<String> arguments, Room room) {
        return call(ffprobe, arguments, room, Bounds.PROBING);
    }

    private MediaCall call(Path program, List<String> arguments, Room room, Bounds bounds) {
        List<Path> readable = new ArrayList<>(room.readable());
        readable.add(libraries.orElse(program));
        return new MediaCall(program, arguments, environment(), new Room(room.folder(), readable), bounds);
    }

    /// All the environment a media process gets. `LC_ALL` keeps messages in the language they are matched in.
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of("LC_ALL", "C"));
        libraries.ifPresent(folder -> environment.put("LD_LIBRARY_PATH", folder.toString()));
        return environment;
    }
}
