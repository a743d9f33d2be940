package dev.millrace.standalone;

import dev.millrace.adapter.ffmpeg.FfmpegToolchain;
import dev.millrace.application.client.NewJob;
import dev.millrace.application.engine.JobRefused;
import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobState;
import dev.millrace.domain.media.Warning;
import dev.millrace.domain.profile.Profile;
import dev.millrace.standalone.result.FinishedJob;
import dev.millrace.standalone.result.FolderRefused;
import dev.millrace.standalone.result.OutputFolder;
import dev.millrace.standalone.result.Result;
import dev.millrace.standalone.result.ResultFile;
import dev.millrace.standalone.result.RunFacts;
import dev.millrace.standalone.terminal.ProgressDisplay;
import dev.millrace.standalone.terminal.ProgressLine;
import dev.millrace.standalone.terminal.Units;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One transcode from a file to a folder, with everything that people see of it.
final class Transcode {
    /// Kinds of files that are told of; the rest are their parts.
    private static final Set<String> WORTH_NAMING = Set.of("hls_master", "dash_manifest", "mp4", "poster");

    private final Console console;
    private final ReportOptions report;
    private final Stopwatch watch;

    Transcode(Console console, ReportOptions report, Stopwatch watch) {
        this.console = console;
        this.report = report;
        this.watch = watch;
    }

    static OutputFolder claim(Path folder, boolean force) throws CommandFailed {
        try {
            return OutputFolder.claim(folder, force);
        } catch (FolderRefused refused) {
            throw CommandFailed.usage(Units.printable(String.valueOf(refused.getMessage())));
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /// Transcodes, and publishes the result.
    ///
    /// @param shown the output folder as the person named it
    /// @return what was made
    Result run(SourceFile source, Profile profile, Path shown, OutputFolder output, FfmpegToolchain tools)
            throws CommandFailed, InterruptedException {
        try {
            MediaStore media = Wiring.media(source.real(), output.work());
            Result result = transcode(source, profile, output, media, tools);
            print(result, shown);
            return result;
        } catch (JobRefused refused) {
            throw CommandFailed.of(source.name(), "transcoded", refused.failure());
        } catch (MediaFailed failed) {
            throw CommandFailed.of(source.name(), "transcoded", failed.failure());
        } catch (IOException e) {
            throw unwritable(shown, e);
        }
    }

    private Result transcode(
            SourceFile source, Profile profile, OutputFolder output, MediaStore media, FfmpegToolchain tools)
            throws CommandFailed, InterruptedException, IOException, MediaFailed {
        try (TranscodingEngine engine =
                        Wiring.engine(media, tools, Wiring.chunks(console.environment()), output.work());
                ProgressDisplay display =
                        report.quiet() ? ProgressDisplay.NONE : console.screen().progress(console.err())) {
            JobId id = engine.submit(NewJob.of(Wiring.SOURCE.value()).profile(profile));
            Job job = new Following(engine, display, watch)
                    .toTheEnd(id, source.name(), console.screen().glyphs());
            requireCompleted(job, source);
            FinishedJob finished = new FinishedJob(source.name(), job, engine.tasks(id));
            lateWarnings(finished).forEach(warning -> display.say(ProgressLine.labelled("note", warning.sentence())));
            RunFacts facts = new RunFacts(Millrace.version(), ffmpeg(tools), watch.elapsed());
            Path folder = output.work().resolve("finished");
            Result result = Result.layOut(finished, facts, media, folder);
            output.publish(folder);
            return result;
        }
    }

    private static void requireCompleted(Job job, SourceFile source) throws CommandFailed {
        switch (job.state()) {
            case JobState.Completed _ -> {}
            case JobState.Failed failed -> throw CommandFailed.of(source.name(), "transcoded", failed.failure());
            case JobState.Queued _, JobState.Processing _, JobState.Canceled _ ->
                throw new IllegalStateException("nobody cancels this job, and it was waited for");
        }
    }

    /// Those that only reading the whole file brought to light.
    private static List<Warning> lateWarnings(FinishedJob finished) {
        return finished.warnings().stream()
                .filter(warning -> !finished.source().warnings().contains(warning))
                .toList();
    }

    private void print(Result result, Path shown) {
        if (report.json()) {
            console.out().print(result.document());
            console.out().flush();
        } else if (!report.quiet()) {
            result.files().stream()
                    .filter(Transcode::worthNaming)
                    .forEach(file -> console.out().println(line(shown, file)));
            console.out()
                    .println("Done in " + Units.clock(watch.elapsed()) + ". Every output was decoded and checked.");
        }
    }

    private static boolean worthNaming(ResultFile file) {
        return WORTH_NAMING.contains(file.kind());
    }

    private static String line(Path shown, ResultFile file) {
        String path = Units.printable(shown.resolve(file.path()).toString());
        return file.kind().equals("mp4") ? path + "   " + Units.size(file.size()) : path;
    }

    private static String ffmpeg(FfmpegToolchain tools) {
        return tools.report().findings().stream()
                .filter(finding -> finding.accepted())
                .map(finding -> finding.detail() + " (" + finding.origin() + ")")
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a toolchain was found"));
    }

    private static CommandFailed unwritable(Path folder, IOException cause) {
        String shown = Units.printable(folder.toString());
        String reason = String.valueOf(
                cause instanceof AccessDeniedException
                        ? "permission denied"
                        : cause instanceof FileSystemException named && named.getReason() != null
                                ? named.getReason()
                                : cause.getMessage());
        boolean full = reason.toLowerCase(Locale.ROOT).contains("no space left");
        return full
                ? new CommandFailed(ExitCode.FAILED, "The disk that " + shown + " should lie on is full.   [disk_full]")
                : new CommandFailed(
                        ExitCode.FAILED, shown + " can't be written: " + reason + ".   [storage_unavailable]");
    }
}
