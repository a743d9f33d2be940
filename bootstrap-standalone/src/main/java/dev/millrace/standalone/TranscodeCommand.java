package dev.millrace.standalone;

import dev.millrace.domain.profile.Profile;
import dev.millrace.standalone.result.OutputFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `millrace transcode FILE`.
@Command(
        name = "transcode",
        description = "Makes every size of a video: MP4 files, adaptive HLS and a poster.",
        sortOptions = false)
final class TranscodeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The video.")
    private Path file = Path.of("");

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "The folder to make; <name>-millrace in the current folder unless given.")
    private @Nullable Path output;

    @Mixin
    private ProfileOption profile = new ProfileOption();

    @Option(names = "--force", description = "Replace what Millrace made in DIR before; other files there stay.")
    private boolean force;

    @Mixin
    private ReportOptions report = new ReportOptions();

    TranscodeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Stopwatch watch = new Stopwatch(System::nanoTime);
        SourceFile source = SourceFile.at(file);
        Profile chosen = profile.chosen();
        Path folder = output == null ? source.usualOutput() : output;
        Transcode transcode = new Transcode(console, report, watch);
        try (OutputFolder claimed = Transcode.claim(folder, force)) {
            transcode.run(source, chosen, folder, claimed, Wiring.tools(console.environment()));
        }
        return ExitCode.OK;
    }
}
