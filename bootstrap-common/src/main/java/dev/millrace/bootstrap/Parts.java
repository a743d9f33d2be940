package dev.millrace.bootstrap;

import java.util.ArrayDeque;
import java.util.Deque;

/// What was opened so far, to be closed in the opposite order: when a later part can't be opened, or at the end.
public final class Parts implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Parts.class.getName());

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /// For no parts yet.
    public Parts() {}

    /// Closes it with the others.
    public <T extends AutoCloseable> T add(T part) {
        opened.push(part);
        return part;
    }

    /// The same parts in another's care.
    public Parts handedOver() {
        Parts next = new Parts();
        next.opened.addAll(opened);
        opened.clear();
        return next;
    }

    /// Closes all, whatever goes wrong with one of them. An interrupt on the way does not stop it, and is kept.
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        while (!opened.isEmpty()) {
            AutoCloseable part = opened.pop();
            try {
                part.close();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (Exception e) {
                LOG.log(System.Logger.Level.WARNING, "A part of the program did not stop in order", e);
            }
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
