package dev.millrace.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command that only has others below it.
@Command(
        name = "millrace",
        description = {
            "Turns a video into every size that players need: MP4 files, adaptive HLS and a poster.",
            "Without a command it serves."
        },
        synopsisSubcommandLabel = "[COMMAND]",
        versionProvider = Millrace.Version.class,
        footer = {"", "millrace COMMAND --help says more of one. Everything is told in docs/cli.md."})
final class Millrace implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing");
    }

    /// The version that the build wrote into the program.
    static String version() {
        String version = Millrace.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    /// For picocli.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"millrace " + Millrace.version()};
        }
    }
}
