package dev.millrace.standalone.serve;

import dev.millrace.adapter.ffmpeg.FfmpegConfig;
import dev.millrace.adapter.ffmpeg.FfmpegToolchain;
import dev.millrace.bootstrap.Threads;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The search for ffmpeg, which takes a second and can go on beside the start of the database.
final class Search implements AutoCloseable {
    private final FutureTask<FfmpegToolchain> task;
    private final Thread thread;

    private Search(FutureTask<FfmpegToolchain> task, Thread thread) {
        this.task = task;
        this.thread = thread;
    }

    static Search begin(FfmpegConfig config) {
        FutureTask<FfmpegToolchain> task = new FutureTask<>(() -> FfmpegToolchain.find(config));
        return new Search(
                task, Thread.ofPlatform().name("millrace-ffmpeg-search").start(task));
    }

    /// @throws dev.millrace.adapter.ffmpeg.NoUsableFfmpeg when there is none
    FfmpegToolchain found() throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /// Ends a search that nobody waits for any more; nothing of it is left running.
    @Override
    public void close() {
        thread.interrupt();
        Threads.join(thread);
    }
}
