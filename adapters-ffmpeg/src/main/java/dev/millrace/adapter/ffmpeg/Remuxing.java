package dev.millrace.adapter.ffmpeg;

import dev.millrace.adapter.ffmpeg.MovieFile.MovieTrack;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.RemuxRequest;
import dev.millrace.application.port.RemuxRequest.Pictures;
import dev.millrace.application.port.RemuxedFile;
import dev.millrace.application.port.Workbench;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.media.MediaDuration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Joins segments into a whole file. Its content was decoded when it was encoded; here nothing may be lost on the way.
final class Remuxing {
    private static final Duration A_SEGMENT_AT_MOST = Duration.ofMinutes(1);

    private final MediaTool tool;
    private final SourceLimits limits;
    private final WorkLimits time;

    Remuxing(MediaTool tool, SourceLimits limits, WorkLimits time) {
        this.tool = tool;
        this.limits = limits;
        this.time = time;
    }

    RemuxedFile remux(RemuxRequest request, Workbench bench) throws MediaFailed, InterruptedException {
        try {
            List<String> playlists = playlists(request, bench.scratch());
            List<String> arguments = new RemuxCommand(limits).arguments(playlists, request.sound());
            MediaTool.Result result =
                    tool.ffmpeg(arguments, room(request, bench.scratch()), limits(request), progress -> {});
            if (result.code() != 0) {
                throw new BadOutput(
                        FailureCode.ENCODER_FAILED, "ffmpeg ended with code " + result.code(), result.lastError());
            }
            Path file = bench.scratch().resolve(RemuxCommand.FILE);
            MediaDuration duration = check(request, MovieFile.read(file));
            bench.progress().accept(1);
            return new RemuxedFile(file, duration);
        } catch (BadOutput e) {
            throw e.failed("Joining the segments into a file failed: " + e.what() + ".");
        } catch (IOException e) {
            throw Scratch.unusable(e);
        }
    }

    private static List<String> playlists(RemuxRequest request, Path scratch) throws IOException {
        List<String> playlists = new ArrayList<>();
        if (request.picture().isPresent()) {
            playlists.add(
                    new OwnPlaylist("picture").write(request.picture().get().files(), scratch));
        }
        for (int i = 0; i < request.sound().size(); i++) {
            playlists.add(
                    new OwnPlaylist("sound-" + i).write(request.sound().get(i).files(), scratch));
        }
        return playlists;
    }

    /// The folders of all files: a film has thousands of those.
    private static Room room(RemuxRequest request, Path scratch) {
        Stream<RemuxRequest.Files> files = Stream.concat(
                request.picture().stream().map(RemuxRequest.Pictures::files),
                request.sound().stream().map(RemuxRequest.Sound::files));
        return new Room(
                scratch,
                files.flatMap(track -> Stream.concat(Stream.of(track.init()), track.segments().stream()))
                        .map(file -> file.toAbsolutePath().getParent())
                        .distinct()
                        .toList());
    }

    private ProcessLimits limits(RemuxRequest request) {
        int segments = request.picture().map(p -> p.files().segments().size()).orElse(0)
                + request.sound().stream()
                        .mapToInt(s -> s.files().segments().size())
                        .sum();
        return time.reading(A_SEGMENT_AT_MOST.multipliedBy(segments));
    }

    private static MediaDuration check(RemuxRequest request, MovieFile movie) throws BadOutput {
        int pictures = request.picture().isPresent() ? 1 : 0;
        if (movie.tracks().size() != pictures + request.sound().size()) {
            throw new BadOutput("the file holds " + movie.tracks().size() + " tracks");
        }
        if (pictures == 1) {
            checkPicture(request.picture().get(), movie.tracks().getFirst());
        }
        for (MovieTrack sound : movie.tracks().subList(pictures, movie.tracks().size())) {
            if (!sound.kind().equals("soun") || sound.samples() == 0) {
                throw new BadOutput("a track of sound is empty");
            }
        }
        return movie.tracks().stream()
                .map(MovieTrack::duration)
                .max(Comparator.naturalOrder())
                .orElse(MediaDuration.ZERO);
    }

    private static void checkPicture(Pictures wanted, MovieTrack track) throws BadOutput {
        if (!track.kind().equals("vide") || track.samples() != wanted.frames()) {
            throw new BadOutput("the file holds " + track.samples() + " of " + wanted.frames() + " frames");
        }
        if (track.duration().compareTo(wanted.grid().rate().durationOf(wanted.frames())) != 0) {
            throw new BadOutput("the picture is " + track.duration().seconds() + " s long");
        }
    }
}
