package dev.millrace.standalone;

import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureKind;
import dev.millrace.standalone.terminal.Units;
import java.util.Locale;

/// A command can't go on. The message is for people, and the whole of what they get to read.
final class CommandFailed extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    CommandFailed(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /// The person asked for what can't be.
    static CommandFailed usage(String message) {
        return new CommandFailed(ExitCode.USAGE, message);
    }

    /// A file can't be used: `film.mov can't be transcoded: it holds no picture and no sound.   [source_no_streams]`
    ///
    /// @param done what should have been done with it, such as `transcoded`
    static CommandFailed of(String file, String done, Failure failure) {
        String hint = failure.code().kind() == FailureKind.INTERNAL
                ? " Run it again with MILLRACE_DEBUG=1 to see details."
                : "";
        return new CommandFailed(
                ExitCode.of(failure),
                Units.printable(file) + " can't be " + done + ": " + continuing(failure.sentence()) + hint + "   ["
                        + failure.code().word() + "]");
    }

    /// The message.
    String sentence() {
        return String.valueOf(getMessage());
    }

    int exitCode() {
        return exitCode;
    }

    /// A sentence as the second half of one that named the file already.
    private static String continuing(String sentence) {
        for (String subject : new String[] {"The file ", "The file's "}) {
            if (sentence.startsWith(subject)) {
                return (subject.endsWith("'s ") ? "its " : "it ") + sentence.substring(subject.length());
            }
        }
        boolean word = sentence.length() > 1 && !Character.isUpperCase(sentence.charAt(1));
        return word ? sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1) : sentence;
    }
}
