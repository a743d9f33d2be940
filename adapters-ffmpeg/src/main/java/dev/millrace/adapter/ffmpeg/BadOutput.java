package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;

/// What a media program made is not what was planned: it was read back, and bytes or frames are missing or wrong.
/// Another way into the source may do better.
final class BadOutput extends Exception {
    private static final long serialVersionUID = 1;

    private final FailureCode code;
    private final String what;

    BadOutput(String what) {
        this(FailureCode.OUTPUT_CHECK_FAILED, what);
    }

    BadOutput(String what, Throwable cause) {
        super(what, cause);
        this.code = FailureCode.OUTPUT_CHECK_FAILED;
        this.what = what;
    }

    BadOutput(FailureCode code, String what) {
        this(code, what, "");
    }

    /// @param code whom to blame when nothing does better
    /// @param what in our words
    /// @param complaint in the program's words, which may name files; for logs only
    BadOutput(FailureCode code, String what, String complaint) {
        super(complaint.isEmpty() ? what : what + ": " + complaint);
        this.code = code;
        this.what = what;
    }

    FailureCode code() {
        return code;
    }

    /// What is wrong, without anything a program said.
    String what() {
        return what;
    }

    /// The end of all tries.
    ///
    /// @param sentence for people
    MediaFailed failed(String sentence) {
        return new MediaFailed(new Failure(code, sentence), this);
    }
}
