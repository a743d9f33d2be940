package dev.millrace.application.port;

import dev.millrace.domain.media.SourceInfo;

/// Reads what the headers of a media file say, without decoding it.
public interface MediaProbe {
    /// Reads the headers. Interrupting the caller stops the tool within a second and leaves nothing behind.
    ///
    /// @throws MediaFailed with a code of the kind `source` when the file can't be used, saying why
    SourceInfo probe(SourceAccess source) throws MediaFailed, InterruptedException;
}
