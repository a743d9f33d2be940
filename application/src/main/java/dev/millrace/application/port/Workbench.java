package dev.millrace.application.port;

import java.nio.file.Path;
import java.util.function.DoubleConsumer;

/// What an attempt works with.
///
/// @param scratch an empty folder of its own, removed with all its content when the attempt is over
/// @param sink takes segments as they are finished
/// @param progress takes the share of the work that is done, 0 to 1, as often as it is known
public record Workbench(Path scratch, SegmentSink sink, DoubleConsumer progress) {}
