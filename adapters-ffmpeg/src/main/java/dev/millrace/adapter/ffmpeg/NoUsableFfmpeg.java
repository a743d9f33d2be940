package dev.millrace.adapter.ffmpeg;

/// Nothing on this machine, nor what came along, can do the work. The message says what was tried, and why not.
public final class NoUsableFfmpeg extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ToolchainReport report;

    NoUsableFfmpeg(ToolchainReport report) {
        super("no usable ffmpeg was found\n" + report.text());
        this.report = report;
    }

    /// Every candidate, and why it is not usable.
    public ToolchainReport report() {
        return report;
    }
}
