package dev.millrace.standalone;

import dev.millrace.adapter.ffmpeg.FfmpegToolchain;
import dev.millrace.application.port.IndexRequest;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.application.port.Transcoder;
import dev.millrace.application.port.Workbench;
import dev.millrace.bootstrap.Slots;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.plan.Fit;
import dev.millrace.domain.plan.Fleet;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.plan.Plan;
import dev.millrace.domain.plan.Planner;
import dev.millrace.domain.profile.Profile;
import dev.millrace.standalone.result.PlanDocument;
import dev.millrace.standalone.result.TemporaryFolder;
import dev.millrace.standalone.terminal.PlanLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `millrace plan FILE`.
@Command(
        name = "plan",
        description = "Says what would be made of a video, what would not, and why. Reads the file, encodes nothing.",
        sortOptions = false)
final class PlanCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The video.")
    private Path file = Path.of("");

    @Mixin
    private ProfileOption profile = new ProfileOption();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    PlanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        SourceFile source = SourceFile.at(file);
        Profile chosen = profile.chosen();
        try {
            print(source, chosen, Wiring.tools(console.environment()));
        } catch (MediaFailed failed) {
            throw CommandFailed.of(source.name(), "transcoded", failed.failure());
        }
        return ExitCode.OK;
    }

    private void print(SourceFile source, Profile chosen, FfmpegToolchain tools)
            throws MediaFailed, CommandFailed, InterruptedException, IOException {
        SourceAccess access = new SourceAccess.InFile(source.real());
        SourceInfo headers = tools.probe().probe(access);
        Planner planner = new Planner(Wiring.chunks(console.environment()));
        Plan opened = fitted(planner.open(headers, chosen));
        SourceInfo info = headers.with(planner.remarks(headers, opened));
        Plan plan = opened.picture().isPresent() ? complete(planner, opened, access, info, tools) : opened;
        if (json) {
            console.out().print(PlanDocument.of(source.name(), info, chosen, plan));
        } else {
            PlanLines.of(source.name(), info, chosen, plan, console.screen().glyphs())
                    .forEach(console.out()::println);
        }
        console.out().flush();
    }

    /// Only the packets tell how many frames there are, and with them how many chunks.
    private static Plan complete(
            Planner planner, Plan opened, SourceAccess access, SourceInfo info, FfmpegToolchain tools)
            throws MediaFailed, InterruptedException, IOException {
        PicturePlan picture = opened.requirePicture();
        IndexRequest packets = new IndexRequest(access, info, OptionalInt.of(picture.track()), List.of(), 6);
        try (TemporaryFolder folder = TemporaryFolder.make()) {
            Workbench bench = new Workbench(
                    folder.path(),
                    (rendition, name, file, type) -> {
                        throw new IllegalStateException("nothing is encoded");
                    },
                    share -> {});
            Transcoder.Indexed indexed = tools.transcoder().index(packets, bench);
            return fitted(planner.complete(info, opened, indexed.pictures().orElseThrow(), thisMachine()));
        }
    }

    /// As `transcode` would use it.
    private static Fleet thisMachine() {
        return new Fleet(Slots.usual(Runtime.getRuntime().availableProcessors()), OptionalDouble.empty());
    }

    private static Plan fitted(Fit fit) throws MediaFailed {
        return switch (fit) {
            case Fit.Fitted fitted -> fitted.plan();
            case Fit.Refused refused -> throw new MediaFailed(refused.failure());
        };
    }
}
