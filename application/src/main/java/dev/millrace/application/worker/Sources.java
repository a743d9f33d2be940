package dev.millrace.application.worker;

import dev.millrace.application.port.MediaStore;
import dev.millrace.application.source.ArrivingSources;
import dev.millrace.application.source.SourceCache;
import dev.millrace.application.source.SourceWindows;
import java.util.Optional;

/// How the attempts of a process come to their sources.
///
/// @param media where sources lie that are whole
/// @param cache of sources that lie elsewhere
/// @param windows into them
/// @param arriving reads those that are still being uploaded; without it they are waited for
record Sources(MediaStore media, SourceCache cache, SourceWindows windows, Optional<ArrivingSources> arriving) {}
