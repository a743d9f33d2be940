package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.Capabilities;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaProbe;
import dev.millrace.application.port.MediaTools;
import dev.millrace.application.port.Transcoder;
import dev.millrace.domain.work.EncoderFingerprint;
import dev.millrace.domain.work.WorkKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The door to ffmpeg: finds one that can do the work, and hands out what the engine needs of it.
public final class FfmpegToolchain implements MediaTools {
    private static final Set<WorkKind> KINDS =
            Set.of(WorkKind.INDEX, WorkKind.ENCODE_CHUNK, WorkKind.STILLS, WorkKind.REMUX);

    private final MediaProbe probe;
    private final Transcoder transcoder;
    private final TestClip clip;
    private final ToolchainReport report;

    private FfmpegToolchain(MediaProbe probe, Transcoder transcoder, TestClip clip, ToolchainReport report) {
        this.probe = probe;
        this.transcoder = transcoder;
        this.clip = clip;
        this.report = report;
    }

    /// Looks in this order, and takes the first that proves it can do everything: the configured programs, the bundled
    /// build, the search path.
    ///
    /// @throws NoUsableFfmpeg when none can, or when a sandbox is required and there is none
    /// @throws InterruptedException when interrupted; nothing is left running
    public static FfmpegToolchain find(FfmpegConfig config) throws InterruptedException {
        ProcessGuard guard = ProcessGuard.discover(config.searchPath(), config.sandbox());
        if (config.sandbox() == SandboxMode.REQUIRE && !guard.locksIn()) {
            throw new NoUsableFfmpeg(new ToolchainReport(List.of(notLockedIn()), guard.describe()));
        }
        MediaProcess process = new MediaProcess(guard);
        ToolchainSearch search = new ToolchainSearch(config, BundledBuild.forThisMachine(), process);
        Optional<ToolchainSearch.Found> found = search.search();
        ToolchainReport report = new ToolchainReport(search.findings(), guard.describe());
        if (found.isEmpty()) {
            throw new NoUsableFfmpeg(report);
        }
        return of(config, found.get(), process, report);
    }

    private static ToolchainReport.Finding notLockedIn() {
        return new ToolchainReport.Finding(
                "any",
                "MILLRACE_SANDBOX=require",
                false,
                "this machine has no sandbox that keeps files and network from it; install bubblewrap, allow user"
                        + " namespaces, or say MILLRACE_SANDBOX=auto");
    }

    private static FfmpegToolchain of(
            FfmpegConfig config, ToolchainSearch.Found found, MediaProcess process, ToolchainReport report) {
        MediaTool tool = new MediaTool(process, found.programs());
        Abilities abilities = found.abilities();
        Capabilities capabilities = new Capabilities(KINDS, new EncoderFingerprint(abilities.encoderFingerprint()));
        return new FfmpegToolchain(
                new FfprobeMediaProbe(tool, config.limits(), abilities.decoders()),
                new FfmpegTranscoder(capabilities, tool, config.limits(), config.codecThreads(), WorkLimits.STANDARD),
                new TestClip(tool, config.limits(), WorkLimits.STANDARD),
                report);
    }

    @Override
    public MediaProbe probe() {
        return probe;
    }

    @Override
    public Transcoder transcoder() {
        return transcoder;
    }

    /// Makes a clip to try things with: moving patterns with a running clock, 1280 x 720 at 30 frames a second, and a
    /// tone that beeps every second; H.264 and AAC in MP4. Interrupting the caller stops it within a second.
    ///
    /// @param file to be made, or made anew
    /// @throws MediaFailed when the disk is full or ffmpeg fails
    public void makeTestClip(Path file, Duration length) throws MediaFailed, InterruptedException {
        clip.make(file, length);
    }

    /// What was found where.
    public ToolchainReport report() {
        return report;
    }
}
