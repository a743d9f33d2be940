package dev.millrace.standalone;

import picocli.CommandLine.Option;

/// How much is said, and to whom.
final class ReportOptions {
    @Option(names = "--json", description = "Print the result as JSON; it is what job.json holds.")
    private boolean json;

    @Option(names = "--quiet", description = "Say nothing unless something goes wrong.")
    private boolean quiet;

    /// Whether programs read the result.
    boolean json() {
        return json;
    }

    /// Whether nobody wants to read of progress.
    boolean quiet() {
        return quiet;
    }
}
