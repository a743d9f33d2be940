package dev.millrace.adapter.local;

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
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Signed links to a [FileMediaStore], and the desk that answers those who come with one.
///
/// The desk knows nothing of HTTP but words: a server hands it method, path and query of a request, and gets a file to
/// send, a part to fill, or a refusal. `docs/uploads.md` tells the form of the links and what they protect from.
public final class SignedFiles implements DirectTransfer {
    private static final int LOCKS = 64;

    private final FileMediaStore store;
    private final Supplier<URI> base;
    private final LinkKey key;
    private final Clock clock;
    /// Two who complete one upload at once would move each other's parts.
    private final List<Lock> locks =
            IntStream.range(0, LOCKS).<Lock>mapToObj(_ -> new ReentrantLock()).toList();

    private SignedFiles(FileMediaStore store, Supplier<URI> base, LinkKey key, Clock clock) {
        this.store = store;
        this.base = base;
        this.key = key;
        this.clock = clock;
    }

    /// Links to a store.
    ///
    /// @param store the media
    /// @param base where a server hands requests to [#answer], such as `http://localhost:8080/files`, without a `/` at
    ///     the end; asked for each link, because a server on a free port knows its own only when it runs
    /// @param keyFile holds the secret that signs links; made when it is missing, for its owner alone
    /// @throws IOException when the file can't be read or made, or may be read by others
    public static SignedFiles over(FileMediaStore store, Supplier<URI> base, Path keyFile) throws IOException {
        return over(store, base, keyFile, Clock.systemUTC());
    }

    /// The same with another clock.
    static SignedFiles over(FileMediaStore store, Supplier<URI> base, Path keyFile, Clock clock) throws IOException {
        return new SignedFiles(store, base, LinkKey.in(keyFile), clock);
    }

    /// What a server does with a request.
    public sealed interface Answer {
        /// It sends a file, whole or a range of it.
        ///
        /// @param file a plain file; it is never changed, only replaced or deleted, so whoever opened it reads it to its
        ///     end
        /// @param size its size when it was looked at
        /// @param type for the `Content-Type`
        /// @param modified for the `Last-Modified`, to the second
        /// @param etag for the `ETag`, with its quotes
        /// @param immutable whether no other bytes will ever be there, so that caches may keep them without asking
        record Download(Path file, ByteSize size, MediaType type, Instant modified, String etag, boolean immutable)
                implements Answer {
            /// The bytes of a range. The caller closes the stream.
            ///
            /// @throws MediaFailed when the file is gone by now, or can't be read
            public InputStream read(ByteRange range) throws MediaFailed {
                try {
                    return RangedFile.open(file, range, LinkOption.NOFOLLOW_LINKS);
                } catch (NoSuchFileException e) {
                    throw Trouble.deletedMeanwhile();
                } catch (IOException e) {
                    throw Trouble.reading(e);
                }
            }
        }

        /// It hands over the body.
        ///
        /// @param size how many bytes the body must have
        /// @param taker takes it
        record Part(ByteSize size, Taker taker) implements Answer {}

        /// It says no.
        ///
        /// @param failure `link_refused`, `link_expired`, `input_not_found` or one of storage
        record Refused(Failure failure) implements Answer {}
    }

    /// Takes the body of one part.
    public interface Taker {
        /// Stores a part, whole or not at all. Reads at most one byte more than the part has. A part that was there
        /// before is replaced in one moment.
        ///
        /// @return empty when it is stored and survives a power cut; else why not: `part_too_small`, `part_too_large`, `upload_over`,
        ///     or one of storage
        /// @throws IOException when the body breaks off
        Optional<Failure> take(InputStream body) throws IOException;
    }

    /// Answers a request.
    ///
    /// @param method `GET`, `HEAD` or `PUT`; any other is refused
    /// @param path what follows the base, percent-encoded as it was sent, with or without a `/` before it
    /// @param query as it was sent, without the `?`; null when there is none
    public Answer answer(String method, String path, @Nullable String query) {
        Optional<SentLink> sent = SentLink.of(path, query == null ? "" : query);
        if (sent.isEmpty()
                || !key.signed(sent.get().link().canonical(), sent.get().signature())) {
            return refused(
                    FailureCode.LINK_REFUSED, "This is no link of this server, or it was changed; ask for a new one.");
        }
        if (!clock.instant().isBefore(sent.get().link().expires())) {
            return refused(FailureCode.LINK_EXPIRED, "This link has expired; ask for a new one.");
        }
        return switch (sent.get().link()) {
            case Link.Read read when method.equals("GET") || method.equals("HEAD") -> download(read.key());
            case Link.Send send
            when method.equals("PUT") -> new Answer.Part(send.part().size(), body -> take(send, body));
            case Link.Read _ -> refused(FailureCode.LINK_REFUSED, "This link is for reading, with GET.");
            case Link.Send _ -> refused(FailureCode.LINK_REFUSED, "This link is for sending a part, with PUT.");
        };
    }

    @Override
    public UploadTicket open(ObjectKey objectKey, MediaType type, UploadParts parts) throws MediaFailed {
        store.requireRoom(parts.whole());
        try {
            return new UploadTicket(objectKey, type, parts, store.parts().open());
        } catch (IOException e) {
            throw Trouble.writing(e, store.root(), parts.whole());
        }
    }

    /// Parts are files as well, so every upload can be read early.
    @Override
    public UploadTicket openEarly(ObjectKey objectKey, MediaType type, UploadParts parts) throws MediaFailed {
        return open(objectKey, type, parts);
    }

    @Override
    public InputStream read(UploadTicket ticket, UploadPart part, ByteRange range) throws MediaFailed {
        try {
            Optional<InputStream> arrived = store.parts().read(ticket.token(), ticket.parts(), part, range);
            if (arrived.isPresent()) {
                return arrived.get();
            }
            if (store.size(ticket.key()).isPresent()) {
                return store.read(
                        ticket.key(),
                        new ByteRange(ticket.parts().offset(part.number()) + range.from(), range.length()));
            }
        } catch (IOException e) {
            throw Trouble.reading(e);
        }
        throw Trouble.noPart(part);
    }

    @Override
    public List<SignedPart> sign(UploadTicket ticket, Collection<UploadPart> parts, Instant until) {
        Instant expires = until.truncatedTo(ChronoUnit.SECONDS);
        URI now = base.get();
        return parts.stream()
                .map(part -> new SignedPart(part, new Link.Send(ticket.token(), part, expires).below(now, key)))
                .toList();
    }

    @Override
    public List<ArrivedPart> arrived(UploadTicket ticket) throws MediaFailed {
        try {
            return store.parts().arrived(ticket.token(), ticket.parts());
        } catch (IOException e) {
            throw Trouble.reading(e);
        }
    }

    @Override
    public Joining complete(UploadTicket ticket) throws MediaFailed {
        Lock lock = lock(ticket);
        lock.lock();
        try {
            return join(ticket);
        } catch (IOException e) {
            throw Trouble.writing(e, store.root(), ticket.parts().each());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void abort(UploadTicket ticket) throws MediaFailed {
        Lock lock = lock(ticket);
        lock.lock();
        try {
            store.parts().close(ticket.token());
        } catch (IOException e) {
            throw Trouble.deleting(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public URI download(ObjectKey objectKey, Instant until) {
        return new Link.Read(objectKey, until.truncatedTo(ChronoUnit.SECONDS)).below(base.get(), key);
    }

    /// Whoever joined the parts may have been stopped before the folder was gone, or before anybody heard of it: then
    /// the object is there and no part is.
    private Joining join(UploadTicket ticket) throws IOException, MediaFailed {
        PartFolders folders = store.parts();
        String token = ticket.token();
        List<Integer> arrived = folders.arrived(token, ticket.parts()).stream()
                .map(ArrivedPart::number)
                .toList();
        boolean stored =
                store.size(ticket.key()).equals(Optional.of(ticket.parts().whole()));
        if (arrived.isEmpty() && stored) {
            folders.close(token);
            return new Joining.Whole();
        }
        if (!folders.isOpen(token)) {
            return new Joining.Gone();
        }
        if (arrived.size() < ticket.parts().count()) {
            return new Joining.Incomplete(
                    IntStream.rangeClosed(1, ticket.parts().count())
                            .boxed()
                            .filter(number -> !arrived.contains(number))
                            .toList());
        }
        store.adopt(ticket.key(), folders.join(token, ticket.parts()));
        folders.close(token);
        return new Joining.Whole();
    }

    private Optional<Failure> take(Link.Send send, InputStream body) throws IOException {
        try {
            return switch (store.parts().receive(send.token(), send.part(), body)) {
                case STORED -> Optional.empty();
                case TOO_SHORT -> Optional.of(wrongSize(FailureCode.PART_TOO_SMALL, "fewer", send.part()));
                case TOO_LONG -> Optional.of(wrongSize(FailureCode.PART_TOO_LARGE, "more", send.part()));
                case TOO_LATE ->
                    Optional.of(new Failure(
                            FailureCode.UPLOAD_OVER,
                            "The upload was completed, canceled or has expired, so it takes no more parts."));
            };
        } catch (MediaFailed failed) {
            return Optional.of(failed.failure());
        }
    }

    private static Failure wrongSize(FailureCode code, String sent, UploadPart part) {
        return new Failure(
                code,
                "Part %d has %d bytes, and %s were sent; send exactly that part of the file."
                        .formatted(part.number(), part.size().bytes(), sent));
    }

    private Answer download(ObjectKey objectKey) {
        try {
            Path file = store.local(objectKey).orElseThrow();
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Instant modified = attributes.lastModifiedTime().toInstant();
            return new Answer.Download(
                    file,
                    new ByteSize(attributes.size()),
                    FileTypes.of(objectKey),
                    modified.truncatedTo(ChronoUnit.SECONDS),
                    "\"%x-%x\"".formatted(attributes.size(), modified.toEpochMilli()),
                    // Jobs and uploads write below ids that are never used again; at the root people put what they
                    // like.
                    objectKey.value().startsWith("t/"));
        } catch (NoSuchFileException e) {
            return new Answer.Refused(Trouble.notFound(objectKey).failure());
        } catch (IOException e) {
            return new Answer.Refused(Trouble.reading(e).failure());
        } catch (MediaFailed failed) {
            return new Answer.Refused(failed.failure());
        }
    }

    private Lock lock(UploadTicket ticket) {
        return locks.get(Math.floorMod(ticket.token().hashCode(), LOCKS));
    }

    private static Answer refused(FailureCode code, String sentence) {
        return new Answer.Refused(new Failure(code, sentence));
    }
}
