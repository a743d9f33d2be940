package dev.millrace.application.port;

import java.nio.file.Path;

/// How a media tool gets at the bytes of a source.
public sealed interface SourceAccess {
    /// They lie in a file on this machine.
    ///
    /// @param path absolute
    record InFile(Path path) implements SourceAccess {}
}
