package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.ToolLog;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Tells the log of the attempt what a media program said, with the places of this machine's files taken out: they are
/// known here, whatever characters are in them.
final class ToolTalk {
    private ToolTalk() {}

    static void tell(MediaCall call, Ending ending) {
        String errors = ending.errors().strip();
        ToolLog.say(call.program().getFileName() + " " + how(ending)
                + (errors.isEmpty() ? ", and complained of nothing" : ":\n" + withoutPlaces(call, errors)));
    }

    private static String how(Ending ending) {
        return switch (ending) {
            case Ending.Exited exited -> "ended with code " + exited.code();
            case Ending.OutOfTime outOfTime ->
                "was stopped after " + outOfTime.limit().toSeconds() + " s";
            case Ending.Stalled stalled -> "got nowhere for " + stalled.limit().toSeconds() + " s and was stopped";
        };
    }

    /// Longer ones first: one may lie within the other.
    private static String withoutPlaces(MediaCall call, String errors) {
        List<String> places = Stream.concat(
                        Stream.of(call.room().folder().toAbsolutePath(), call.program()),
                        call.room().readable().stream())
                .map(Path::toString)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        String text = errors;
        for (String place : places) {
            text = text.replace(place, "<path>");
        }
        return text;
    }
}
