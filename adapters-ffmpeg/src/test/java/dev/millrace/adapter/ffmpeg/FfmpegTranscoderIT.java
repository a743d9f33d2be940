package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.MediaTools;
import dev.millrace.testkit.TranscoderContract;
import java.nio.file.Path;

class FfmpegTranscoderIT extends TranscoderContract {
    @Override
    protected MediaTools tools() throws Exception {
        return Machine.toolchain();
    }

    @Override
    protected Path film(Path below) throws Exception {
        return new Clips(below).film();
    }
}
