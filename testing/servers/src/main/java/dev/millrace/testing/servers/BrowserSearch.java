package dev.millrace.testing.servers;

import java.nio.file.Path;

/// What came of looking for a browser that plays what Millrace makes: the one that `MILLRACE_BROWSER` names, else a Chrome
/// or Chromium on the `PATH`, else one that the system's package manager installs, where this process may ask it to.
public sealed interface BrowserSearch {
    /// One was found.
    ///
    /// @param program its file
    record Found(Path program) implements BrowserSearch {}

    /// The one that was named is of no use: what needs it fails.
    ///
    /// @param sentence why, and what to do
    record Missing(String sentence) implements BrowserSearch {}

    /// There is none and none can be installed, or none is wanted: what needs one is left out.
    ///
    /// @param sentence says so, and what to do
    record None(String sentence) implements BrowserSearch {}

    /// Looks once for each JVM.
    static BrowserSearch here() {
        return BrowserFinder.Here.RESULT;
    }
}
