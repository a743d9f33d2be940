package dev.millrace.adapter.ffmpeg;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why a program did not even start, in words for the person who has to do something about it.
///
/// @param sentence says what is wrong and what helps
/// @param place whether another folder may do better
record StartFailure(String sentence, boolean place) {
    private static final Pattern OLD_LIBRARY = Pattern.compile("version `(GLIBC|GLIBCXX|CXXABI)_([0-9.]+)' not found");
    private static final Pattern MISSING_LIBRARY =
            Pattern.compile("error while loading shared libraries: ([^:]+): cannot open shared object file");

    /// Reads what the loader, the shell or the helpers in front of the program complained of.
    static StartFailure read(String complaints) {
        if (OLD_LIBRARY.matcher(complaints).find()) {
            return new StartFailure(
                    "it needs glibc 2.35 or newer (Debian 12, Ubuntu 22.04), and this system has an older one; "
                            + "install ffmpeg 5.1 or newer, or name one in MILLRACE_FFMPEG",
                    false);
        }
        if (complaints.contains("Permission denied")
                || complaints.contains("failed to map segment from shared object")) {
            return new StartFailure("programs may not be started from this folder (is its disk mounted noexec?)", true);
        }
        Matcher missing = MISSING_LIBRARY.matcher(complaints);
        if (missing.find()) {
            return new StartFailure("it needs the library " + missing.group(1) + ", which this system lacks", false);
        }
        if (complaints.contains("No such file or directory")) {
            return new StartFailure(
                    "this system cannot run it (it is made for Linux with glibc, which Alpine, for one, has not)",
                    false);
        }
        return new StartFailure("it does not start: " + lastLine(complaints), false);
    }

    private static String lastLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("it says nothing");
    }
}
