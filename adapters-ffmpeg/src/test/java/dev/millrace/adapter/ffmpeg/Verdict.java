package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaTools;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.profile.BuiltInProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// What became of a file that was put through everything: probe, plan, index, encode, join.
///
/// @param failure empty when a film was made of it
/// @param wall how long it took
/// @param processor how long media programs were working
/// @param peak the most memory one media program had, in bytes
record Verdict(Optional<Failure> failure, Duration wall, Duration processor, long peak) {
    static Verdict of(MediaTools tools, Path file, Path folder) throws Exception {
        Usage usage = new Usage();
        Thread watcher = Thread.ofPlatform().daemon().start(usage);
        long start = System.nanoTime();
        Optional<Failure> failure = Optional.empty();
        try {
            Transcoding film = Transcoding.of(tools, file, BuiltInProfiles.TEST, folder);
            if (!film.chunks().isEmpty()) {
                film.joined(0);
            }
        } catch (MediaFailed e) {
            failure = Optional.of(e.failure());
        } finally {
            watcher.interrupt();
            watcher.join();
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        return new Verdict(failure, wall, Duration.ofMillis(usage.processorMillis()), usage.peak());
    }

    String word() {
        return failure.map(f -> f.code().word()).orElse("made");
    }

    /// Looks again and again at all processes that descend from this one. The kernel keeps each one's peak, so only what
    /// a program does within its last moments can be missed.
    private static final class Usage implements Runnable {
        private static final long BETWEEN_LOOKS_MILLIS = 3;

        private final Map<Long, Long> millis = new ConcurrentHashMap<>();
        private volatile long peak;

        @Override
        public void run() {
            try {
                while (true) {
                    ProcessHandle.current().descendants().forEach(this::look);
                    Thread.sleep(BETWEEN_LOOKS_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void look(ProcessHandle process) {
            process.info().totalCpuDuration().ifPresent(used -> millis.put(process.pid(), used.toMillis()));
            try {
                Map<String, String> status =
                        Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                                .map(line -> line.split(":", 2))
                                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].strip()));
                // Before it becomes ffmpeg, a new process is a copy of this one.
                if (status.getOrDefault("Name", "").startsWith("ff") && status.containsKey("VmHWM")) {
                    long kilobytes = Long.parseLong(status.get("VmHWM").replaceAll("[^0-9]", ""));
                    peak = Math.max(peak, kilobytes * 1024);
                }
            } catch (IOException e) {
                // It is gone.
            }
        }

        long processorMillis() {
            return millis.values().stream().mapToLong(Long::longValue).sum();
        }

        long peak() {
            return peak;
        }
    }
}
