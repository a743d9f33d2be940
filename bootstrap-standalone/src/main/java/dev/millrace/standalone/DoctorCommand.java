package dev.millrace.standalone;

import dev.millrace.adapter.ffmpeg.NoUsableFfmpeg;
import dev.millrace.adapter.ffmpeg.ToolchainReport;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.standalone.terminal.ProgressLine;
import dev.millrace.standalone.terminal.Units;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `millrace doctor`.
@Command(
        name = "doctor",
        description = "Says what this machine has for transcoding, and whether it suffices.",
        sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
    /// Less than this is used up by a few minutes of film.
    private static final ByteSize LITTLE_ROOM = new ByteSize(1_000_000_000);

    private final Console console;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandFailed, InterruptedException {
        say("millrace", Millrace.version());
        say(
                "java",
                Runtime.version() + " (" + System.getProperty("java.vendor") + ") in "
                        + System.getProperty("java.home"));
        say(
                "system",
                String.join(
                        " ",
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch")));
        say("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        say(
                "locale",
                System.getProperty("sun.jnu.encoding") + " in file names, " + System.getProperty("stderr.encoding")
                        + " on the screen");
        boolean ffmpeg = ffmpeg();
        boolean writable = folder();
        PrintStream out = console.out();
        out.println(ffmpeg && writable ? "A transcode will work here." : "A transcode can't work here.");
        out.flush();
        return ffmpeg && writable ? ExitCode.OK : ExitCode.FAILED;
    }

    private boolean ffmpeg() throws CommandFailed, InterruptedException {
        try {
            say(Wiring.tools(console.environment()).report());
            return true;
        } catch (NoUsableFfmpeg none) {
            say(none.report());
            return false;
        }
    }

    private void say(ToolchainReport report) {
        report.text().lines().forEach(line -> say("ffmpeg", line));
        say("safety", report.guard());
    }

    /// Results go to the current folder unless somebody says otherwise.
    private boolean folder() {
        Path here = Path.of("").toAbsolutePath();
        try {
            ByteSize free = new ByteSize(Files.getFileStore(here).getUsableSpace());
            boolean little = free.compareTo(LITTLE_ROOM) < 0;
            say(
                    "disk",
                    Units.size(free) + " free in " + Units.printable(here.toString())
                            + (little ? ", which is little" : ""));
        } catch (IOException e) {
            say("disk", "how much is free in " + Units.printable(here.toString()) + " can't be told");
        }
        boolean writable = Files.isWritable(here);
        if (!writable) {
            say("disk", "this folder can't be written; say --output");
        }
        return writable;
    }

    private void say(String label, String text) {
        console.out().println(ProgressLine.labelled(label, text));
    }
}
