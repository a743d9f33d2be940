package dev.millrace.application.worker;

import dev.millrace.application.port.AttemptEnd;
import dev.millrace.application.port.AttemptStore;
import dev.millrace.application.port.Claim;
import dev.millrace.application.port.EndedAttempt;
import dev.millrace.application.port.ToolLog;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.identity.WorkerId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What is said during one attempt. The end of it is kept, without anything that people should not see.
final class AttemptLog {
    private static final String CUT = "[…]\n";

    private final Claim claim;
    private final WorkerId worker;
    private final Clock clock;
    private final Instant startedAt;
    private final StringBuilder text = new StringBuilder();
    private boolean cut;

    AttemptLog(Claim claim, WorkerId worker, Clock clock) {
        this.claim = claim;
        this.worker = worker;
        this.clock = clock;
        this.startedAt = now();
        say("attempt " + claim.lease().epoch().value() + " at "
                + claim.lease().task().name() + " ("
                + claim.work().kind().word() + ") by worker " + worker);
    }

    /// Does the attempt's work and keeps what is said meanwhile.
    <T, X extends Throwable> T during(ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ToolLog.keeping(this::say, work);
    }

    AttemptStore.Logged ended(AttemptEnd end, Optional<Failure> failure) {
        say(end.word()
                + failure.map(why -> ": " + why.code().word() + ": " + why.sentence())
                        .orElse(""));
        return new AttemptStore.Logged(
                new EndedAttempt(
                        claim.job().tenant(),
                        claim.lease().task(),
                        claim.lease().epoch(),
                        worker,
                        startedAt,
                        now(),
                        end,
                        failure),
                (cut ? CUT : "") + text);
    }

    private void say(String said) {
        text.append(now()).append(' ');
        Redaction.of(said).strip().lines().forEach(line -> text.append(line).append('\n'));
        int tooMany = text.length() - (AttemptStore.LONGEST_LOG - CUT.length());
        if (tooMany > 0) {
            cut = true;
            int end = text.indexOf("\n", tooMany - 1);
            text.delete(0, end < 0 || end + 1 == text.length() ? tooMany : end + 1);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
