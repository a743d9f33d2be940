package dev.millrace.adapter.ffmpeg;

/// The door to ffmpeg: finds one that can do the work, and hands out what the engine needs of it.
public final class FfmpegToolchain {
    private final ToolchainReport report;

    private FfmpegToolchain(ToolchainReport report) {
        this.report = report;
    }

    /// Looks in this order, and takes the first that proves it can do everything: the configured programs, the bundled
    /// build, the search path.
    ///
    /// @throws NoUsableFfmpeg when none can
    /// @throws InterruptedException when interrupted; nothing is left running
    public static FfmpegToolchain find(FfmpegConfig config) throws InterruptedException {
        ProcessGuard guard = ProcessGuard.discover(config.searchPath());
        MediaProcess process = new MediaProcess(guard);
        ToolchainSearch search = new ToolchainSearch(config, BundledBuild.forThisMachine(), process);
        boolean found = search.search().isPresent();
        ToolchainReport report = new ToolchainReport(search.findings(), guard.describe());
        if (!found) {
            throw new NoUsableFfmpeg(report);
        }
        return new FfmpegToolchain(report);
    }

    /// What was found where.
    public ToolchainReport report() {
        return report;
    }
}
