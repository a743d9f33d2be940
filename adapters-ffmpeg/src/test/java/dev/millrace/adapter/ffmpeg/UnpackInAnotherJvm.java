package dev.millrace.adapter.ffmpeg;

import dev.millrace.adapter.ffmpeg.ToolchainReport.Finding;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Looks for ffmpeg with the cache folders it is given, and prints what it found.
final class UnpackInAnotherJvm {
    private UnpackInAnotherJvm() {}

    public static void main(String[] arguments) throws Exception {
        FfmpegToolchain toolchain = FfmpegToolchain.find(
                Machine.config(Stream.of(arguments).map(Path::of).toList()));
        for (Finding finding : toolchain.report().findings()) {
            System.out.println(finding.origin() + " " + finding.accepted() + " " + finding.detail());
        }
    }
}
