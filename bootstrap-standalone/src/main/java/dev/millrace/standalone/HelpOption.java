package dev.millrace.standalone;

import picocli.CommandLine.Option;

/// `--help`, which every command has.
final class HelpOption {
    @Option(names = "--help", usageHelp = true, description = "Says this.")
    private boolean help;
}
