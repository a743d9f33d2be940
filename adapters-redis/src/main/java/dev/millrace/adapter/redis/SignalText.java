package dev.millrace.adapter.redis;

import dev.millrace.application.port.Signal;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.WorkerId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Signals as text, each a line: a word, and what it is about. Processes of another version may send words that are not known here;
/// they are passed over.
final class SignalText {
    private static final String CHANGED = "job-changed";
    private static final String STOPPED = "job-stopped";
    private static final String DRAIN = "drain-asked";

    private SignalText() {}

    /// @param signals at least one
    static String of(List<? extends Signal> signals) {
        return signals.stream().map(SignalText::line).collect(Collectors.joining("\n"));
    }

    private static String line(Signal signal) {
        return switch (signal) {
            case Signal.JobChanged changed -> CHANGED + " " + changed.tenant() + " " + changed.job();
            case Signal.JobStopped stopped -> STOPPED + " " + stopped.job();
            case Signal.DrainAsked asked -> DRAIN + " " + asked.worker();
        };
    }

    /// Those that are known here.
    static List<Signal> read(String text) {
        return text.lines().map(SignalText::signal).flatMap(Optional::stream).toList();
    }

    private static Optional<Signal> signal(String line) {
        String[] words = line.split(" ", -1);
        try {
            if (words.length == 3 && words[0].equals(CHANGED)) {
                return Optional.of(new Signal.JobChanged(new TenantId(words[1]), JobId.of(words[2])));
            }
            if (words.length == 2 && words[0].equals(STOPPED)) {
                return Optional.of(new Signal.JobStopped(JobId.of(words[1])));
            }
            if (words.length == 2 && words[0].equals(DRAIN)) {
                return Optional.of(new Signal.DrainAsked(WorkerId.of(words[1])));
            }
        } catch (IllegalArgumentException notOurs) {
            // Anybody may publish to a channel.
        }
        return Optional.empty();
    }
}
