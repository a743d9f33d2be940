package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of README.md's section on the server, as they stand there but for the port.
class ReadmeWalkIT {
    private static final Path README = Path.of("../README.md");
    private static final Pattern WALK = Pattern.compile("(?ms)^## Run the server$.*?^```bash$(.*?)^```$");
    private static final String ADDRESS = "http://127.0.0.1:8080";
    private static final Pattern PLAY = Pattern.compile("(?m)^http://127\\.0\\.0\\.1:[0-9]+/jobs/\\S+/play/\\S+$");

    @TempDir
    Path temporary;

    @BeforeAll
    static void requirePrograms() {
        for (String program : List.of("bash", "curl", "jq", "split", "paste", "xargs")) {
            assumeTrue(
                    Stream.of(System.getenv("PATH").split(":"))
                            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
                    "the walk of README.md takes " + program + ", which is not installed here");
        }
    }

    @Test
    void its_commands_upload_create_watch_play_and_download() throws Exception {
        Path place = Files.createDirectory(temporary.resolve("walk"));
        Path film = Ffmpeg.film(place.resolve("film.mp4"), "640x360", 25, 14);
        try (ServedFolder folder = new ServedFolder(temporary);
                ServedFolder.Serving server = folder.serve()) {
            Walked walked = walk(place, "http://" + server.uri().getAuthority());

            assertThat(walked.said()).contains("\"status\":\"processing\"", "\"status\":\"completed\"");
            assertThat(walked.code()).as(walked.said()).isZero();
            Matcher play = PLAY.matcher(walked.said());
            assertThat(play.find()).isTrue();
            long frames = Ffmpeg.decode(film).frames();
            assertThat(Ffmpeg.decode(play.group()).frames()).isEqualTo(frames);
            assertThat(Ffmpeg.decode(place.resolve("360p.mp4")).frames()).isEqualTo(frames);
            assertThat(server.stop("TERM").code()).isEqualTo(143);
        }
    }

    private record Walked(int code, String said) {}

    private static Walked walk(Path place, String address) throws Exception {
        Matcher walk = WALK.matcher(Files.readString(README));
        assertThat(walk.find()).isTrue();
        String commands = walk.group(1);
        assertThat(commands).contains(ADDRESS);
        Path said = place.resolveSibling("said");
        Process shell = new ProcessBuilder("bash", "-eu", "-o", "pipefail", "-c", commands.replace(ADDRESS, address))
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(said.toFile())
                .start();
        return new Walked(shell.waitFor(), Files.readString(said));
    }
}
