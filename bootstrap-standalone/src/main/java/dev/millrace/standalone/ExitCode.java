package dev.millrace.standalone;

import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;

/// What the process tells its caller. After a signal the system's own codes apply: 130 for Ctrl-C, 143 for SIGTERM.
final class ExitCode {
    /// All went well.
    static final int OK = 0;

    /// Something else went wrong.
    static final int FAILED = 1;

    /// The command line can't be followed.
    static final int USAGE = 2;

    /// The source can't be used.
    static final int SOURCE = 3;

    private ExitCode() {}

    static int of(Failure failure) {
        return switch (failure.code().kind()) {
            case SOURCE -> SOURCE;
            case REQUEST -> failure.code() == FailureCode.NOTHING_TO_MAKE ? SOURCE : USAGE;
            case RESOURCE, TRANSIENT, INTERNAL -> FAILED;
        };
    }
}
