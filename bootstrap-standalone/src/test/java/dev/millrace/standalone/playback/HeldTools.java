package dev.millrace.standalone.playback;

import dev.millrace.application.port.Capabilities;
import dev.millrace.application.port.ChunkRequest;
import dev.millrace.application.port.IndexRequest;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaProbe;
import dev.millrace.application.port.MediaTools;
import dev.millrace.application.port.RemuxRequest;
import dev.millrace.application.port.RemuxedFile;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.application.port.StillPicture;
import dev.millrace.application.port.StillRequest;
import dev.millrace.application.port.Transcoder;
import dev.millrace.application.port.Workbench;
import dev.millrace.domain.work.Product;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Real media tools that wait before a chunk, and all after it, until they are let go: so a test knows that a job is not
/// over.
///
/// @param real do the work
/// @param first the index of the first chunk that waits
/// @param gate opened to let go
record HeldTools(MediaTools real, int first, CountDownLatch gate) implements MediaTools {
    static HeldTools before(int first, MediaTools real) {
        return new HeldTools(real, first, new CountDownLatch(1));
    }

    void letGo() {
        gate.countDown();
    }

    @Override
    public MediaProbe probe() {
        return real.probe();
    }

    @Override
    public Transcoder transcoder() {
        return new Held(real.transcoder());
    }

    private final class Held implements Transcoder {
        private final Transcoder transcoder;

        Held(Transcoder transcoder) {
            this.transcoder = transcoder;
        }

        @Override
        public Capabilities capabilities() {
            return transcoder.capabilities();
        }

        @Override
        public Indexed index(IndexRequest request, Workbench bench) throws MediaFailed, InterruptedException {
            return transcoder.index(request, bench);
        }

        @Override
        public Path mend(SourceAccess source, List<Integer> tracks, Workbench bench)
                throws MediaFailed, InterruptedException {
            return transcoder.mend(source, tracks, bench);
        }

        @Override
        public Product.EncodedChunk encode(ChunkRequest request, Workbench bench)
                throws MediaFailed, InterruptedException {
            if (request.chunk().index() >= first) {
                gate.await();
            }
            return transcoder.encode(request, bench);
        }

        @Override
        public RemuxedFile remux(RemuxRequest request, Workbench bench) throws MediaFailed, InterruptedException {
            return transcoder.remux(request, bench);
        }

        @Override
        public StillPicture still(StillRequest request, Workbench bench) throws MediaFailed, InterruptedException {
            return transcoder.still(request, bench);
        }
    }
}
