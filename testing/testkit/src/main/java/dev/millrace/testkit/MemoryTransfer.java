package dev.millrace.testkit;

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
import dev.millrace.domain.media.ByteSize;
import dev.millrace.domain.upload.UploadPart;
import dev.millrace.domain.upload.UploadParts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Links into a [MemoryMediaStore]. A test follows them with [#put] and [#get].
public final class MemoryTransfer implements DirectTransfer {
    private final MemoryMediaStore media;
    private final Clock clock;
    private final Map<String, TreeMap<Integer, byte[]>> open = new HashMap<>();
    private final Map<URI, Permit> permits = new HashMap<>();
    private int opened;

    /// @param media where objects lie
    /// @param clock by which links expire
    public MemoryTransfer(MemoryMediaStore media, Clock clock) {
        this.media = media;
        this.clock = clock;
    }

    /// What a link is good for.
    private sealed interface Permit {
        Instant until();

        record Send(String token, UploadPart part, Instant until) implements Permit {}

        record Read(ObjectKey key, Instant until) implements Permit {}
    }

    /// Sends bytes by a link, and says whether they were taken.
    public synchronized boolean put(URI link, byte[] bytes) {
        if (!(valid(link) instanceof Permit.Send send)
                || bytes.length != send.part().size().bytes()) {
            return false;
        }
        Map<Integer, byte[]> parts = open.get(send.token());
        if (parts == null) {
            return false;
        }
        parts.put(send.part().number(), bytes.clone());
        return true;
    }

    /// Reads by a link; empty when it is refused or leads to nothing.
    public synchronized Optional<byte[]> get(URI link) {
        return valid(link) instanceof Permit.Read read ? media.bytes(read.key()) : Optional.empty();
    }

    @Override
    public synchronized UploadTicket open(ObjectKey key, MediaType type, UploadParts parts) {
        String token = "upload-" + ++opened;
        open.put(token, new TreeMap<>());
        return new UploadTicket(key, type, parts, token);
    }

    @Override
    public UploadTicket openEarly(ObjectKey key, MediaType type, UploadParts parts) {
        return open(key, type, parts);
    }

    @Override
    public synchronized InputStream read(UploadTicket ticket, UploadPart part, ByteRange range) throws MediaFailed {
        byte[] bytes = open.getOrDefault(ticket.token(), new TreeMap<>()).get(part.number());
        if (bytes != null) {
            return new ByteArrayInputStream(bytes, (int) range.from(), (int) range.length());
        }
        if (media.size(ticket.key()).isPresent()) {
            long from = ticket.parts().offset(part.number()) + range.from();
            return media.read(ticket.key(), new ByteRange(from, range.length()));
        }
        throw new MediaFailed(
                new Failure(FailureCode.STORAGE_UNAVAILABLE, "Part " + part.number() + " is not in storage."));
    }

    @Override
    public synchronized List<SignedPart> sign(UploadTicket ticket, Collection<UploadPart> parts, Instant until) {
        return parts.stream()
                .map(part -> new SignedPart(
                        part,
                        link(
                                "parts/" + ticket.token() + "/" + part.number(),
                                new Permit.Send(ticket.token(), part, until))))
                .toList();
    }

    @Override
    public synchronized List<ArrivedPart> arrived(UploadTicket ticket) {
        return open.getOrDefault(ticket.token(), new TreeMap<>()).entrySet().stream()
                .map(part -> new ArrivedPart(part.getKey(), new ByteSize(part.getValue().length)))
                .toList();
    }

    @Override
    public synchronized Joining complete(UploadTicket ticket) {
        Map<Integer, byte[]> parts = open.get(ticket.token());
        if (parts == null) {
            boolean joined =
                    media.size(ticket.key()).equals(Optional.of(ticket.parts().whole()));
            return joined ? new Joining.Whole() : new Joining.Gone();
        }
        List<Integer> missing = IntStream.rangeClosed(1, ticket.parts().count())
                .boxed()
                .filter(number -> !parts.containsKey(number))
                .toList();
        if (!missing.isEmpty()) {
            return new Joining.Incomplete(missing);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        parts.values().forEach(whole::writeBytes);
        media.put(ticket.key(), whole.toByteArray());
        open.remove(ticket.token());
        return new Joining.Whole();
    }

    @Override
    public synchronized void abort(UploadTicket ticket) {
        open.remove(ticket.token());
    }

    @Override
    public synchronized URI download(ObjectKey key, Instant until) {
        return link("objects", new Permit.Read(key, until));
    }

    private @Nullable Permit valid(URI link) {
        Permit permit = permits.get(link);
        return permit != null && clock.instant().isBefore(permit.until()) ? permit : null;
    }

    private URI link(String path, Permit permit) {
        URI link = URI.create("memory:/" + path + "?permit=" + Integer.toHexString(permit.hashCode()));
        permits.put(link, permit);
        return link;
    }
}
