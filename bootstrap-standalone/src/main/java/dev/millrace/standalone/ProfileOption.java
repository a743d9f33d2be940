package dev.millrace.standalone;

import dev.millrace.domain.profile.Profile;
import picocli.CommandLine.Option;

/// `--profile`.
final class ProfileOption {
    @Option(
            names = "--profile",
            paramLabel = "NAME|FILE.yml",
            description = "What to make: web (the default), mp4, test, or a file of your own; see docs/profiles.md.")
    private String choice = "web";

    Profile chosen() throws CommandFailed {
        return ProfileChoice.of(choice);
    }
}
