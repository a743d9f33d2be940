package dev.millrace.application.port;

import java.nio.file.Path;

/// How a media tool gets at the bytes of a source.
public sealed interface SourceAccess {
    /// The file to open.
    Path path();

    /// They lie in a file on this machine.
    ///
    /// @param path absolute
    record InFile(Path path) implements SourceAccess {}

    /// Those that the work needs lie in a file on this machine that is as large as the source; elsewhere it has holes, which
    /// read as zeros. Whoever finds the slightest trouble in it fails as if the source were damaged, and is asked again with
    /// the whole source.
    ///
    /// @param path absolute
    record InWindow(Path path) implements SourceAccess {}
}
