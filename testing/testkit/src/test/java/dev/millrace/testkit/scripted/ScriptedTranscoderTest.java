package dev.millrace.testkit.scripted;

import dev.millrace.application.port.MediaTools;
import dev.millrace.testkit.ScriptedTools;
import dev.millrace.testkit.TranscoderContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

class ScriptedTranscoderTest extends TranscoderContract {
    @Override
    protected MediaTools tools() {
        return new ScriptedTools(Duration.ofSeconds(8));
    }

    @Override
    protected Path film(Path below) throws Exception {
        return Files.writeString(below.resolve("film.mp4"), "a film");
    }
}
