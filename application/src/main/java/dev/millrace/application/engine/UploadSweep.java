package dev.millrace.application.engine;

import dev.millrace.application.client.ClearUpload;
import dev.millrace.application.client.TellArrival;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.UploadStore;
import dev.millrace.domain.upload.Upload;
import java.time.Duration;

/// Ends uploads that nobody completed in time, tells the jobs that were begun on them, and removes what is left of those
/// that ended in vain, and what came late of those that take parts after their end.
///
/// What is removed at once is removed again after an hour: a part may have been on its way, or the parts were joined in
/// that very moment. Only then the upload counts as cleared.
///
/// @param uploads knows which
/// @param clearing removes what is left
/// @param telling tells jobs
record UploadSweep(UploadStore uploads, ClearUpload clearing, TellArrival telling) implements Sweep {
    private static final int BATCH = 50;
    private static final Duration AGE = Duration.ofHours(1);

    @Override
    public void run() throws MediaFailed {
        for (Upload expired : uploads.expire(BATCH)) {
            telling.over(expired);
            clearing.clear(expired);
        }
        for (Upload left : uploads.litter(BATCH, AGE)) {
            clearing.clear(left);
            uploads.cleared(left.tenant(), left.id());
        }
    }
}
