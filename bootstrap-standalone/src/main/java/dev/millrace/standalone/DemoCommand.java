package dev.millrace.standalone;

import dev.millrace.adapter.ffmpeg.FfmpegToolchain;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.profile.Profile;
import dev.millrace.standalone.result.OutputFolder;
import dev.millrace.standalone.result.Result;
import dev.millrace.standalone.terminal.Units;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `millrace demo`.
@Command(
        name = "demo",
        description = "Makes a short clip and transcodes it, to see how that goes.",
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {
    private static final Duration LENGTH = Duration.ofSeconds(15);

    private final Console console;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "The folder to make, or to make anew; millrace-demo in the current folder unless given.")
    private Path output = Path.of("millrace-demo");

    @Mixin
    private ProfileOption profile = new ProfileOption();

    @Mixin
    private ReportOptions report = new ReportOptions();

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Stopwatch watch = new Stopwatch(System::nanoTime);
        Profile chosen = profile.chosen();
        try (OutputFolder claimed = Transcode.claim(output, true)) {
            FfmpegToolchain tools = Wiring.tools(console.environment());
            SourceFile clip = new SourceFile(claimed.work().resolve("demo.mp4"));
            makeClip(clip, tools);
            Result result = new Transcode(console, report, watch).run(clip, chosen, output, claimed, tools);
            recommend(result);
        }
        return ExitCode.OK;
    }

    private void recommend(Result result) {
        if (report.json() || report.quiet()) {
            return;
        }
        result.files().stream()
                .filter(file -> file.kind().equals("mp4"))
                .findFirst()
                .ifPresent(file -> console.out()
                        .println("Open "
                                + Units.printable(output.resolve(file.path()).toString()) + " in any player."));
    }

    private static void makeClip(SourceFile clip, FfmpegToolchain tools) throws CommandFailed, InterruptedException {
        try {
            tools.makeTestClip(clip.path(), LENGTH);
        } catch (MediaFailed failed) {
            throw CommandFailed.of(clip.name(), "made", failed.failure());
        }
    }
}
