package dev.millrace.application.source;

import dev.millrace.application.port.ByteRange;
import dev.millrace.application.port.DirectTransfer;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.UploadTicket;
import dev.millrace.domain.upload.UploadParts;
import java.io.IOException;
import java.io.InputStream;

/// A stretch of an upload, read from one part after the other.
final class ArrivedBytes extends InputStream {
    private final DirectTransfer transfer;
    private final UploadTicket ticket;
    private final long end;
    private long at;
    private long partEnd;
    private InputStream part = InputStream.nullInputStream();

    /// @param from the first byte, in the whole
    /// @param end behind the last
    ArrivedBytes(DirectTransfer transfer, UploadTicket ticket, long from, long end) throws MediaFailed {
        this.transfer = transfer;
        this.ticket = ticket;
        this.at = from;
        this.end = end;
        if (at < end) {
            open();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == end) {
            return -1;
        }
        if (at == partEnd) {
            next();
        }
        int count = part.read(bytes, offset, Math.toIntExact(Math.min(length, partEnd - at)));
        if (count < 0) {
            throw new IOException("a part of the upload ended early");
        }
        at += count;
        return count;
    }

    private void next() throws IOException {
        part.close();
        try {
            open();
        } catch (MediaFailed failed) {
            throw new IOException(failed);
        }
    }

    private void open() throws MediaFailed {
        UploadParts parts = ticket.parts();
        int number = parts.numberAt(at);
        long begin = parts.offset(number);
        partEnd = Math.min(end, begin + parts.part(number).size().bytes());
        part = transfer.read(ticket, parts.part(number), new ByteRange(at - begin, partEnd - at));
    }

    @Override
    public void close() throws IOException {
        part.close();
    }
}
