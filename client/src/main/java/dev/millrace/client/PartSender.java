package dev.millrace.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// Sends the parts that an upload links to, some at a time.
final class PartSender {
    private static final int AT_ONCE = 4;
    private static final int TRIES = 4;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Requests requests;
    private final Path file;
    private final Upload upload;
    private final LongConsumer sent;
    private final AtomicLong there;
    private final Semaphore free = new Semaphore(AT_ONCE);

    PartSender(Requests requests, Path file, Upload upload, LongConsumer sent) {
        this.requests = requests;
        this.file = file;
        this.upload = upload;
        this.sent = sent;
        this.there = new AtomicLong(
                upload.arrived().stream().mapToLong(Upload.Arrived::size).sum());
    }

    void send() throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> parts = upload.parts().stream()
                    .<Future<?>>map(part -> threads.submit(() -> {
                        send(part);
                        return part;
                    }))
                    .toList();
            try {
                for (Future<?> part : parts) {
                    part.get();
                }
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private void send(Upload.Part part) throws InterruptedException {
        free.acquire();
        try {
            HttpResponse<String> answer = put(part);
            // A link that ran out, and a part that is not taken for another reason: the next round asks for both anew.
            if (answer.statusCode() < 300) {
                sent.accept(there.addAndGet(part.size()));
            } else if (answer.statusCode() != 403) {
                throw Requests.refused(answer.statusCode(), answer.body());
            }
        } finally {
            free.release();
        }
    }

    private HttpResponse<String> put(Upload.Part part) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(part.url()).PUT(body(part)).build();
        for (int tries = 1; ; tries++) {
            try {
                HttpResponse<String> answer = requests.once(request, BodyHandlers.ofString());
                if (answer.statusCode() < 500 || tries == TRIES) {
                    return answer;
                }
            } catch (ServerUnreachable away) {
                if (tries == TRIES) {
                    throw away;
                }
            }
            Thread.sleep(PAUSE.multipliedBy(tries));
        }
    }

    /// Read while it is sent, so that memory holds no part; with its size, which the link demands.
    private BodyPublisher body(Upload.Part part) {
        long from = (part.number() - 1) * upload.partSize();
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> new Section(open(from), part.size())), part.size());
    }

    private InputStream open(long from) {
        try {
            return Channels.newInputStream(FileChannel.open(file).position(from));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// So many bytes of a stream.
    private static final class Section extends InputStream {
        private final InputStream whole;
        private long left;

        Section(InputStream whole, long left) {
            this.whole = whole;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = whole.read(into, offset, (int) Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }

        @Override
        public void close() throws IOException {
            whole.close();
        }
    }
}
