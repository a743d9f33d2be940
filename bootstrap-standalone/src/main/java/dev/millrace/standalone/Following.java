package dev.millrace.standalone;

import dev.millrace.application.engine.TranscodingEngine;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.job.JobState;
import dev.millrace.domain.media.SourceInfo;
import dev.millrace.domain.media.Warning;
import dev.millrace.domain.plan.PicturePlan;
import dev.millrace.domain.work.Phase;
import dev.millrace.standalone.terminal.Glyphs;
import dev.millrace.standalone.terminal.Pace;
import dev.millrace.standalone.terminal.ProgressDisplay;
import dev.millrace.standalone.terminal.ProgressLine;
import dev.millrace.standalone.terminal.SourceLine;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// Waits for a job, and shows meanwhile how far it is.
final class Following {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final TranscodingEngine engine;
    private final ProgressDisplay display;
    private final Stopwatch watch;
    private final Pace pace = new Pace();

    Following(TranscodingEngine engine, ProgressDisplay display, Stopwatch watch) {
        this.engine = engine;
        this.display = display;
        this.watch = watch;
    }

    /// The job once it is over.
    ///
    /// @param name of the source, for its description
    Job toTheEnd(JobId id, String name, Glyphs glyphs) throws InterruptedException {
        boolean described = false;
        while (true) {
            Job job = engine.await(id, BETWEEN_LOOKS)
                    .orElseThrow(() -> new IllegalStateException("a job in memory is not deleted"));
            if (!described && job.source().isPresent()) {
                describe(name, job.source().get(), glyphs);
                described = true;
            }
            show(job);
            if (job.status().terminal()) {
                return job;
            }
        }
    }

    private void describe(String name, SourceInfo source, Glyphs glyphs) {
        display.say(SourceLine.of(name, source, glyphs));
        for (Warning warning : source.warnings()) {
            display.say(ProgressLine.labelled("note", warning.sentence()));
        }
    }

    private void show(Job job) {
        switch (job.state()) {
            case JobState.Processing processing
            when job.source().isPresent() -> display.show(line(processing, job), watch.elapsed());
            case JobState.Completed _ ->
                display.show(
                        new ProgressLine(
                                "encoding", OptionalDouble.of(1), speed(job, 1 / watch.seconds()), Optional.empty()),
                        watch.elapsed());
            case JobState.Queued _, JobState.Processing _, JobState.Failed _, JobState.Canceled _ -> {}
        }
    }

    private ProgressLine line(JobState.Processing state, Job job) {
        if (job.progress().isEmpty()) {
            return new ProgressLine("reading", OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty());
        }
        pace.observe(watch.elapsed(), job.progress().getAsDouble());
        OptionalDouble perSecond = pace.sharePerSecond();
        OptionalDouble speed = perSecond.isPresent() ? speed(job, perSecond.getAsDouble()) : OptionalDouble.empty();
        return new ProgressLine(label(state.phase()), job.progress(), speed, pace.left());
    }

    private static String label(Phase phase) {
        return switch (phase) {
            case PROBING, INDEXING -> "reading";
            case ENCODING -> "encoding";
            case PUBLISHING -> "writing";
        };
    }

    /// As a multiple of the film's own.
    private static OptionalDouble speed(Job job, double sharePerSecond) {
        Optional<Double> film = filmSeconds(job);
        return film.isPresent() ? OptionalDouble.of(film.get() * sharePerSecond) : OptionalDouble.empty();
    }

    /// Packets win over what the header says.
    private static Optional<Double> filmSeconds(Job job) {
        Stream<Double> counted = job.plan().flatMap(plan -> plan.picture()).stream()
                .filter(picture -> picture.frames().isPresent())
                .map(Following::seconds);
        Stream<Double> declared = job.source().flatMap(source -> source.timing().duration()).stream()
                .map(time -> time.toMillis() / 1000.0);
        return Stream.concat(counted, declared).findFirst();
    }

    private static double seconds(PicturePlan picture) {
        return picture.frames().orElse(0) / picture.grid().rate().perSecond();
    }
}
