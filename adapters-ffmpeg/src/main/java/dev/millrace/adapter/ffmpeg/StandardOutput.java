package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// What is done with the standard output of a media process.
interface StandardOutput {
    /// Reads the stream to its end, on a thread of its own.
    void drain(InputStream stream) throws IOException;

    /// How far the process says it is, in a form that changes when it gets somewhere; null while it has said nothing.
    @Nullable
    Object position();
}
