package dev.millrace.adapter.ffmpeg;

import com.github.kokorin.jaffree.ffmpeg.FFmpegProgress;
import com.github.kokorin.jaffree.ffmpeg.FFmpegProgressReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Keeps the latest report of an ffmpeg that was started with `-progress pipe:1`.
final class ProgressReader extends FFmpegProgressReader implements StandardOutput {
    private final AtomicReference<@Nullable FFmpegProgress> latest;

    ProgressReader() {
        this(new AtomicReference<>());
    }

    private ProgressReader(AtomicReference<@Nullable FFmpegProgress> latest) {
        super(latest::set);
        this.latest = latest;
    }

    @Override
    public void drain(InputStream stream) throws IOException {
        readProgress(stream);
    }

    /// The latest report; null before the first.
    @Nullable
    FFmpegProgress latest() {
        return latest.get();
    }

    @Override
    public @Nullable Object position() {
        FFmpegProgress progress = latest();
        return progress == null ? null : new Position(progress.getFrame(), progress.getTimeMicros());
    }

    private record Position(@Nullable Long frame, @Nullable Long micros) {}
}
