package dev.millrace.testkit.scripted;

import dev.millrace.application.port.MediaProbe;
import dev.millrace.testkit.MediaProbeContract;
import dev.millrace.testkit.ScriptedTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

class ScriptedProbeTest extends MediaProbeContract {
    @Override
    protected MediaProbe probe() {
        return new ScriptedTools(Duration.ofSeconds(8)).probe();
    }

    @Override
    protected Path film(Path below) throws Exception {
        return Files.writeString(below.resolve("film.mp4"), "a film");
    }
}
