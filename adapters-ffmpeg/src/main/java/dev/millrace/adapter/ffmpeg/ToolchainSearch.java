package dev.millrace.adapter.ffmpeg;

import dev.millrace.adapter.ffmpeg.Examination.Verdict;
import dev.millrace.adapter.ffmpeg.ToolchainReport.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Goes through the candidates, best first, until one is fit.
final class ToolchainSearch {
    private static final String CONFIGURED = "MILLRACE_FFMPEG";
    private static final String BUNDLED = "bundled";
    private static final String PATH = "PATH";

    private final FfmpegConfig config;
    private final Optional<BundledBuild> bundled;
    private final MediaProcess process;
    private final List<Finding> findings = new ArrayList<>();

    ToolchainSearch(FfmpegConfig config, Optional<BundledBuild> bundled, MediaProcess process) {
        this.config = config;
        this.bundled = bundled;
        this.process = process;
    }

    /// @param programs the pair that was accepted
    record Found(Programs programs, Abilities abilities) {}

    /// Empty when no candidate is fit; [#findings] then says why not.
    Optional<Found> search() throws InterruptedException {
        Optional<Found> found = configured();
        if (found.isEmpty()) {
            found = bundled();
        }
        if (found.isEmpty()) {
            found = onPath();
        }
        return found;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private Optional<Found> configured() throws InterruptedException {
        if (config.ffmpeg().isEmpty() && config.ffprobe().isEmpty()) {
            return Optional.empty();
        }
        Path ffmpeg =
                config.ffmpeg().orElseGet(() -> config.ffprobe().orElseThrow().resolveSibling("ffmpeg"));
        Path ffprobe = config.ffprobe().orElseGet(() -> ffmpeg.resolveSibling("ffprobe"));
        return examine(CONFIGURED, Programs.installed(ffmpeg, ffprobe));
    }

    private Optional<Found> onPath() throws InterruptedException {
        for (Path folder : config.searchPath()) {
            Path ffmpeg = folder.resolve("ffmpeg");
            if (Files.isExecutable(ffmpeg)) {
                Optional<Found> found = examine(PATH, Programs.installed(ffmpeg, folder.resolve("ffprobe")));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        if (findings.stream().noneMatch(finding -> finding.origin().equals(PATH))) {
            findings.add(new Finding(PATH, "ffmpeg", false, "no folder of the search path holds it"));
        }
        return Optional.empty();
    }

    /// Tries the folders in turn, as long as the folder is what stands in the way.
    private Optional<Found> bundled() throws InterruptedException {
        if (bundled.isEmpty()) {
            String machine = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
            findings.add(new Finding(BUNDLED, "class path", false, "no build for " + machine + " came along"));
            return Optional.empty();
        }
        for (Path cache : config.caches()) {
            try {
                Programs programs = Programs.bundled(bundled.get().install(cache));
                Verdict verdict = verdict(programs);
                Optional<Found> found = note(BUNDLED, programs, verdict);
                if (found.isPresent() || !mayBeFitElsewhere(verdict)) {
                    return found;
                }
            } catch (IOException e) {
                findings.add(new Finding(BUNDLED, cache.toString(), false, "it cannot be unpacked there: " + e));
            }
        }
        return Optional.empty();
    }

    private Optional<Found> examine(String origin, Programs programs) throws InterruptedException {
        return note(origin, programs, verdict(programs));
    }

    private Verdict verdict(Programs programs) throws InterruptedException {
        for (Path program : List.of(programs.ffmpeg(), programs.ffprobe())) {
            if (!Files.isRegularFile(program)) {
                return new Verdict.Unfit("there is no " + program, false);
            }
        }
        try (ScratchFolder scratch = ScratchFolder.temporary()) {
            return new Examination(process, programs, scratch.path()).examine();
        } catch (IOException e) {
            return new Verdict.Unfit("no folder to try it in: " + e, false);
        }
    }

    private static boolean mayBeFitElsewhere(Verdict verdict) {
        return verdict instanceof Verdict.Unfit(String _, boolean elsewhere) && elsewhere;
    }

    private Optional<Found> note(String origin, Programs programs, Verdict verdict) {
        String place = programs.ffmpeg().toString();
        return switch (verdict) {
            case Verdict.Fit(Abilities abilities) -> {
                findings.add(new Finding(origin, place, true, "version " + abilities.version()));
                yield Optional.of(new Found(programs, abilities));
            }
            case Verdict.Unfit(String why, boolean _) -> {
                findings.add(new Finding(origin, place, false, why));
                yield Optional.empty();
            }
        };
    }
}
