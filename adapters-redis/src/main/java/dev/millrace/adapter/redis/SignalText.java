package dev.millrace.adapter.redis;

import dev.millrace.application.port.Signal;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.identity.WorkerId;
import java.util.Optional;

/// Signals as text: a word, and what it is about. Processes of another version may send words that are not known here;
/// they are passed over.
final class SignalText {
    private static final String CHANGED = "job-changed";
    private static final String STOPPED = "job-stopped";
    private static final String DRAIN = "drain-asked";

    private SignalText() {}

    static String of(Signal signal) {
        return switch (signal) {
            case Signal.JobChanged changed -> CHANGED + " " + changed.tenant() + " " + changed.job();
            case Signal.JobStopped stopped -> STOPPED + " " + stopped.job();
            case Signal.DrainAsked asked -> DRAIN + " " + asked.worker();
        };
    }

    static Optional<Signal> read(String text) {
        String[] words = text.split(" ", -1);
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
