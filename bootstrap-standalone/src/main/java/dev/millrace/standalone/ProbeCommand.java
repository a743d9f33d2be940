package dev.millrace.standalone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.domain.media.AudioTrack;
import dev.millrace.domain.media.Language;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.Track;
import dev.millrace.domain.media.VideoTrack;
import dev.millrace.domain.media.Warning;
import dev.millrace.standalone.result.SourceDocument;
import dev.millrace.standalone.terminal.Glyphs;
import dev.millrace.standalone.terminal.ProgressLine;
import dev.millrace.standalone.terminal.SourceLine;
import dev.millrace.standalone.terminal.Units;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `millrace probe FILE`.
@Command(name = "probe", description = "Says what a video holds, by its headers.", sortOptions = false)
final class ProbeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The video.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ProbeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        SourceFile source = SourceFile.at(file);
        SourceInfo info = probe(source);
        if (json) {
            ObjectNode document = SourceDocument.of(source.name(), info);
            document.set("warnings", SourceDocument.warnings(info.warnings()));
            console.out().print(SourceDocument.text(document));
        } else {
            lines(source.name(), info, console.screen().glyphs()).forEach(console.out()::println);
        }
        console.out().flush();
        return ExitCode.OK;
    }

    private SourceInfo probe(SourceFile source) throws CommandFailed, InterruptedException {
        try {
            return Wiring.tools(console.environment()).probe().probe(new SourceAccess.InFile(source.real()));
        } catch (MediaFailed failed) {
            throw CommandFailed.of(source.name(), "read", failed.failure());
        }
    }

    static List<String> lines(String name, SourceInfo info, Glyphs glyphs) {
        List<String> lines = new ArrayList<>();
        lines.add(SourceLine.of(name, info, glyphs));
        lines.add(ProgressLine.labelled(
                "format",
                String.join(
                        glyphs.separator(),
                        info.container().format(),
                        Units.size(info.container().size()))));
        for (Track track : info.tracks()) {
            lines.add(ProgressLine.labelled(
                    "stream " + track.index(), String.join(glyphs.separator(), parts(track, glyphs))));
        }
        for (Warning warning : info.warnings()) {
            lines.add(ProgressLine.labelled("note", warning.sentence()));
        }
        return lines;
    }

    private static List<String> parts(Track track, Glyphs glyphs) {
        List<String> parts = new ArrayList<>();
        parts.add(track.codec());
        switch (track) {
            case VideoTrack picture -> picture(parts, picture, glyphs);
            case AudioTrack sound -> sound(parts, sound);
        }
        if (track.preferred()) {
            parts.add("default");
        }
        return parts;
    }

    private static void picture(List<String> parts, VideoTrack track, Glyphs glyphs) {
        parts.add(SourceLine.size(track.coded(), glyphs));
        if (!track.display().equals(track.coded())) {
            parts.add("shown as " + SourceLine.size(track.display(), glyphs));
        }
        parts.add(Units.rate(track.averageRate()) + " fps");
        parts.add(track.pixelFormat());
        if (track.scan().interlaced()) {
            parts.add("interlaced");
        }
        if (track.orientation().quarterTurns() != 0) {
            parts.add("turned by " + track.orientation().quarterTurns() * 90 + " degrees");
        }
        if (track.orientation().mirrored()) {
            parts.add("mirrored");
        }
    }

    private static void sound(List<String> parts, AudioTrack track) {
        parts.add(track.channels() + (track.channels() == 1 ? " channel" : " channels"));
        parts.add(track.sampleRate() + " Hz");
        track.language().map(Language::tag).ifPresent(parts::add);
    }
}
