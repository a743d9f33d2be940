package dev.millrace.standalone;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A program that tells where and with what it was called, for tests of the script that starts it.
final class Echo {
    private Echo() {}

    /// Prints, or waits for a signal when that is asked for.
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        out.println(Path.of("").toAbsolutePath());
        for (String argument : arguments) {
            out.println("[" + argument + "]");
        }
        if (arguments.length == 1 && arguments[0].equals("wait")) {
            Files.writeString(
                    Path.of("waiting"), Long.toString(ProcessHandle.current().pid()));
            new CountDownLatch(1).await();
        }
        System.exit(42);
    }
}
