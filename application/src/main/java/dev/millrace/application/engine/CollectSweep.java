package dev.millrace.application.engine;

import dev.millrace.application.port.Cursor;
import dev.millrace.application.port.Garbage;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.Page;
import dev.millrace.application.port.TaskStore;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.ObjectPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Removes objects that nobody will ever read.
///
/// @param tasks knows which
/// @param media holds them
/// @param age how long an attempt must be over, so that its worker has noticed and writes no more
record CollectSweep(TaskStore tasks, MediaStore media, Duration age) implements Sweep {
    private static final int BATCH = 50;

    @Override
    public void run() throws MediaFailed {
        for (Garbage garbage : tasks.garbage(BATCH, age)) {
            boolean wasEmpty = empty(garbage.prefix());
            switch (garbage) {
                case Garbage.LostAttempt lost -> tasks.collected(List.of(lost));
                // A worker may have written between the last look and the deletion: look once more.
                case Garbage.DeletedJob deleted when wasEmpty -> tasks.collected(List.of(deleted));
                case Garbage.DeletedJob _ -> {}
            }
        }
    }

    /// Removes everything below a prefix and answers whether there was nothing.
    private boolean empty(ObjectPrefix prefix) throws MediaFailed {
        boolean nothing = true;
        Optional<Cursor> from = Optional.empty();
        do {
            Page<ObjectKey> page = media.list(prefix, from);
            if (!page.items().isEmpty()) {
                media.delete(page.items());
                nothing = false;
            }
            from = page.next();
        } while (from.isPresent());
        media.clearUnfinished(prefix, Instant.MAX);
        return nothing;
    }
}
