package dev.millrace.application.engine;

import dev.millrace.application.port.MediaFailed;

/// Something that mends, from time to time, what a lost message or a dead process left undone. Running it again, or in
/// several processes at once, does no harm.
interface Sweep {
    /// Does one round.
    void run() throws MediaFailed;
}
