package dev.millrace.application.port;

import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.upload.UploadPart;
import dev.millrace.domain.upload.UploadParts;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// Bytes between a client and storage that pass no process of Millrace's core: links that carry their own permission.
///
/// A link permits one thing, to whoever holds it, until it expires. It names no credential. Calls fail with
/// `storage_unavailable` when storage does not answer, and with `disk_full` when it is full.
public interface DirectTransfer {
    /// Begins an upload. Nothing is seen under the key before it is completed.
    UploadTicket open(ObjectKey key, MediaType type, UploadParts parts) throws MediaFailed;

    /// The same for an upload whose parts can be read before it is completed. Some storage goes on to take its parts
    /// after it was completed or aborted, until their links expire: they are in nobody's way, and another
    /// [#abort] removes them.
    UploadTicket openEarly(ObjectKey key, MediaType type, UploadParts parts) throws MediaFailed;

    /// Bytes of a part that arrived, of an upload that was opened early. Once it was completed they come from its object.
    /// The caller closes the stream.
    ///
    /// @param range within the part
    /// @throws MediaFailed with `storage_unavailable` when they are not there
    InputStream read(UploadTicket ticket, UploadPart part, ByteRange range) throws MediaFailed;

    /// Links to send parts by, in the order asked for. Each takes a `PUT` of exactly the part's number of bytes and
    /// nothing else; sending a part again replaces it. After the upload was completed or aborted no part is taken.
    ///
    /// @param parts of that upload
    /// @param until when they expire, to the second; at most seven days from now
    List<SignedPart> sign(UploadTicket ticket, Collection<UploadPart> parts, Instant until) throws MediaFailed;

    /// The parts that lie in storage, by number; empty when there are none, and when there is no such upload any more.
    List<ArrivedPart> arrived(UploadTicket ticket) throws MediaFailed;

    /// Joins the parts to one object, whole or not at all. Joining again, also after a crash at any moment, answers
    /// [Joining.Whole] as well.
    Joining complete(UploadTicket ticket) throws MediaFailed;

    /// Ends an upload and removes its parts. One that was ended before, or never opened, is fine. An object that was
    /// already joined stays.
    void abort(UploadTicket ticket) throws MediaFailed;

    /// A link to read an object by, whole or in ranges, whether or not it is there yet.
    ///
    /// @param until when it expires, to the second; at most seven days from now. Asking again with the same end answers
    ///     the same link, so that players and caches know it again
    URI download(ObjectKey key, Instant until) throws MediaFailed;
}
