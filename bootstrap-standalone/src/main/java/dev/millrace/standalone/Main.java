package dev.millrace.standalone;

import dev.millrace.bootstrap.Interruption;
/// The program.

public final class Main {
    private Main() {}

    /// Runs one command and ends with its exit code.
    public static void main(String[] arguments) {
        Logging.install();
        Console console = Console.ofThisProcess();
        int code = Interruption.guard(() -> CommandLineTool.run(console, arguments));
        System.exit(code);
    }
}
