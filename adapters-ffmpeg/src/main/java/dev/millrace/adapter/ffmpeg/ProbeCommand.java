package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.LogLevel;
import com.github.kokorin.jaffree.ffprobe.FFprobe;
import com.github.kokorin.jaffree.ffprobe.data.JsonFormatParser;
import dev.millrace.application.port.SourceAccess;
import java.nio.file.Path;
import java.util.List;

/// The one call of ffprobe with which a source's headers are read: container, streams, and the first packets, which
/// alone tell whether they are encrypted.
final class ProbeCommand extends FFprobe {
    private static final String FIRST_PACKETS = "%+#24";

    ProbeCommand(SourceAccess source, SourceLimits limits) {
        super(Path.of("ffprobe"));
        setLogLevel(LogLevel.ERROR);
        setFormatParser(new JsonFormatParser());
        setShowFormat(true);
        setShowStreams(true);
        setShowPackets(true);
        setReadIntervals(FIRST_PACKETS);
        addArguments("-max_alloc", Long.toString(limits.allocation()));
        List<String> options = new GuardedInput(limits).options();
        for (int i = 0; i < options.size(); i += 2) {
            addArguments(options.get(i), options.get(i + 1));
        }
        setInput(GuardedInput.url(source));
    }

    /// All arguments behind the program's name.
    List<String> arguments() {
        return List.copyOf(buildArguments());
    }
}
