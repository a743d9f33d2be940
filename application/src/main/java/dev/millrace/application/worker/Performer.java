package dev.millrace.application.worker;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.Settlement;
import java.io.IOException;

/// Does one kind of work.
interface Performer {
    /// Does it, from beginning to end.
    ///
    /// @throws IOException when the scratch folder can't be used
    Settlement.Succeeded perform(Claim claim, Attempt attempt) throws MediaFailed, IOException, InterruptedException;
}
