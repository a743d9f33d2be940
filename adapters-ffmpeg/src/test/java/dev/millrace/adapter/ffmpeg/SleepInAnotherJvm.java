package dev.millrace.adapter.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Runs a program that sleeps, from a virtual thread, until it is killed.
final class SleepInAnotherJvm {
    private SleepInAnotherJvm() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        MediaProcess process = MediaProcessIT.Way.valueOf(arguments[1]).in(folder);
        MediaCall call =
                new MediaCall(Path.of("/bin/sleep"), List.of(arguments[2]), Map.of(), Room.of(folder), Bounds.PROBING);
        ProcessLimits limits = new ProcessLimits(Duration.ofMinutes(5), Duration.ofMinutes(5));
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        process.run(call, limits, new Capture(10), MediaProcess.Ticker.NONE);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .join();
    }
}
