package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.MediaProbe;
import dev.millrace.testkit.MediaProbeContract;
import java.nio.file.Path;

class FfmpegProbeIT extends MediaProbeContract {
    @Override
    protected MediaProbe probe() throws Exception {
        return Machine.toolchain().probe();
    }

    @Override
    protected Path film(Path below) throws Exception {
        return new Clips(below).film();
    }
}
