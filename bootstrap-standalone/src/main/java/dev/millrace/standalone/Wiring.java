package dev.millrace.standalone;

import dev.millrace.adapter.ffmpeg.FfmpegConfig;
import dev.millrace.adapter.ffmpeg.FfmpegToolchain;
import dev.millrace.adapter.local.FileMediaStore;
import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.MediaTools;
import dev.millrace.bootstrap.Chunks;
import dev.millrace.bootstrap.Settings;
import dev.millrace.bootstrap.Slots;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.plan.ChunkPolicy;
import dev.millrace.domain.work.RetryPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// How the parts of one transcode are put together: the engine with everything in memory, media in a folder, ffmpeg.
final class Wiring {
    /// The key under which the engine finds the person's file.
    static final ObjectKey SOURCE = new ObjectKey("source");

    /// Progress on a screen should move.
    private static final Duration HEARTBEAT = Duration.ofMillis(500);

    /// Somebody is waiting, and nothing on one machine comes back by itself after minutes.
    private static final RetryPolicy IMPATIENT =
            new RetryPolicy(2, 2, Duration.ofMillis(500), Duration.ofSeconds(1), 2);

    private Wiring() {}

    static FfmpegToolchain tools(Map<String, String> environment) throws CommandFailed, InterruptedException {
        return FfmpegToolchain.find(config(environment));
    }

    static FfmpegConfig config(Map<String, String> environment) throws CommandFailed {
        try {
            return FfmpegConfig.fromEnvironment(environment);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(String.valueOf(e.getMessage()));
        }
    }

    static ChunkPolicy chunks(Map<String, String> environment) throws CommandFailed {
        try {
            return Chunks.from(new Settings(environment));
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(String.valueOf(e.getMessage()));
        }
    }

    static MediaStore media(Path source, Path work) throws IOException {
        return FileMediaStore.passing(work.resolve("media")).lending(source, SOURCE);
    }

    static TranscodingEngine engine(MediaStore media, MediaTools tools, ChunkPolicy chunks, Path work) {
        return TranscodingEngine.builder()
                .media(media)
                .tools(tools)
                .chunkPolicy(chunks)
                .slots(Slots.usual(Runtime.getRuntime().availableProcessors()))
                .heartbeat(HEARTBEAT)
                .retryPolicy(IMPATIENT)
                .scratch(work.resolve("scratch"))
                .start();
    }
}
