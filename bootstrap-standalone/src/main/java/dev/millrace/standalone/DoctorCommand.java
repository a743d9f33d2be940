package dev.millrace.standalone;

import dev.millrace.adapter.ffmpeg.NoUsableFfmpeg;
import dev.millrace.adapter.ffmpeg.ToolchainReport;
import dev.millrace.adapter.local.DatabaseUnusable;
import dev.millrace.adapter.local.PostgresPrograms;
import dev.millrace.domain.media.ByteSize;
import dev.millrace.standalone.serve.DataFolder;
import dev.millrace.standalone.terminal.ProgressLine;
import dev.millrace.standalone.terminal.Units;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `millrace doctor`.
@Command(
        name = "doctor",
        description = "Says what this machine has for transcoding and serving, and whether it suffices.",
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
        boolean database = database();
        boolean data = data();
        PrintStream out = console.out();
        out.println(ffmpeg && database && data ? "A server will work here." : "A server can't work here.");
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

    private boolean database() throws InterruptedException {
        try {
            PostgresPrograms programs = PostgresPrograms.unpacked(PostgresPrograms.usualCaches(console.environment()));
            say(
                    "database",
                    programs.version() + " in "
                            + Units.printable(programs.folder().toString()));
            return true;
        } catch (DatabaseUnusable unusable) {
            say("database", unusable.failure().sentence());
            return false;
        } catch (IOException e) {
            say("database", "this system does not tell under which user Millrace runs (" + e.getMessage() + ")");
            return false;
        }
    }

    /// The folder of a server that is not told another one.
    private boolean data() {
        try {
            Path folder = ServeCommand.usualData(console.environment());
            Optional<String> holder = DataFolder.holder(folder);
            say(
                    "data",
                    Units.printable(folder.toString())
                            + holder.map(who -> ", held by " + who).orElse(state(folder)));
            return true;
        } catch (CommandFailed failed) {
            say("data", failed.sentence());
            return false;
        } catch (IOException e) {
            say("data", "no folder can be chosen (" + e.getMessage() + "); say --data");
            return false;
        }
    }

    private static String state(Path folder) {
        if (!Files.exists(folder)) {
            return ", made when a server starts";
        }
        return Files.isWritable(folder) ? "" : ", which can't be written; say --data";
    }

    private void say(String label, String text) {
        console.out().println(ProgressLine.labelled(label, text));
    }
}
