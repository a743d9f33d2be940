package dev.millrace.testkit.scripted;

import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.MediaStore;
import dev.millrace.testkit.AdjustableClock;
import dev.millrace.testkit.DirectTransferContract;
import dev.millrace.testkit.MemoryMediaStore;
import dev.millrace.testkit.MemoryTransfer;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

class MemoryTransferTest extends DirectTransferContract {
    private final AdjustableClock clock = new AdjustableClock();
    private final MemoryMediaStore media = new MemoryMediaStore();
    private final MemoryTransfer transfer = new MemoryTransfer(media, clock);

    @Override
    protected DirectTransfer transfer() {
        return transfer;
    }

    @Override
    protected MediaStore media() {
        return media;
    }

    @Override
    protected Instant now() {
        return clock.instant();
    }

    @Override
    protected boolean put(URI link, byte[] bytes) {
        return transfer.put(link, bytes);
    }

    @Override
    protected Optional<byte[]> get(URI link) {
        return transfer.get(link);
    }
}
