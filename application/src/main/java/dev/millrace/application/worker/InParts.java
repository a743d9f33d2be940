package dev.millrace.application.worker;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.domain.failure.FailureKind;
import java.io.IOException;
import java.util.Optional;

/// Work on parts of a source, and on the whole of it where the parts are not enough.
final class InParts {
    private static final System.Logger LOG = System.getLogger(InParts.class.getName());

    private InParts() {}

    /// Does the work on the window, if there is one, and does it again on the whole source when that looks as if the source
    /// were damaged: it may have been the window that was too small.
    static <T> T elseWhole(Optional<SourceAccess> window, Whole whole, Use<T> use)
            throws MediaFailed, IOException, InterruptedException {
        if (window.isPresent()) {
            try {
                return use.of(window.get());
            } catch (MediaFailed failed) {
                FailureKind kind = failed.failure().code().kind();
                if (kind != FailureKind.SOURCE && kind != FailureKind.INTERNAL) {
                    throw failed;
                }
                LOG.log(System.Logger.Level.INFO, () -> "Read again, whole: " + failed.failure());
            }
        }
        return use.of(whole.source());
    }

    /// Brings the whole source.
    interface Whole {
        SourceAccess source() throws MediaFailed, IOException, InterruptedException;
    }

    /// Reads a source.
    interface Use<T> {
        T of(SourceAccess source) throws MediaFailed, IOException, InterruptedException;
    }
}
