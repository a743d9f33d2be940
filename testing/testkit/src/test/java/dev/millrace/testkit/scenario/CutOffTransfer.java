package dev.millrace.testkit.scenario;

import dev.millrace.application.port.ArrivedPart;
import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.Joining;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.SignedPart;
import dev.millrace.application.port.UploadTicket;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.upload.UploadPart;
import dev.millrace.domain.upload.UploadParts;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// Storage that does not answer.
final class CutOffTransfer implements DirectTransfer {
    static final Failure AWAY = new Failure(FailureCode.STORAGE_UNAVAILABLE, "Storage does not answer.");

    @Override
    public UploadTicket open(ObjectKey key, MediaType type, UploadParts parts) throws MediaFailed {
        throw new MediaFailed(AWAY);
    }

    @Override
    public UploadTicket openEarly(ObjectKey key, MediaType type, UploadParts parts) throws MediaFailed {
        throw new MediaFailed(AWAY);
    }

    @Override
    public InputStream read(UploadTicket ticket, UploadPart part, ByteRange range) throws MediaFailed {
        throw new MediaFailed(AWAY);
    }

    @Override
    public List<SignedPart> sign(UploadTicket ticket, Collection<UploadPart> parts, Instant until) throws MediaFailed {
        throw new MediaFailed(AWAY);
    }

    @Override
    public List<ArrivedPart> arrived(UploadTicket ticket) throws MediaFailed {
        throw new MediaFailed(AWAY);
    }

    @Override
    public Joining complete(UploadTicket ticket) throws MediaFailed {
        throw new MediaFailed(AWAY);
    }

    @Override
    public void abort(UploadTicket ticket) throws MediaFailed {
        throw new MediaFailed(AWAY);
    }

    @Override
    public URI download(ObjectKey key, Instant until) throws MediaFailed {
        throw new MediaFailed(AWAY);
    }
}
