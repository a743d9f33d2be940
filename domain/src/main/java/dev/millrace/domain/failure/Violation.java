package dev.millrace.domain.failure;

/// One broken rule in a document that a person wrote.
///
/// @param pointer where, as a JSON Pointer (RFC 6901) such as `/video/0/rungs/2/crf`; empty for the whole document
/// @param detail what is wrong and what would be right
public record Violation(String pointer, String detail) {
    @Override
    public String toString() {
        return (pointer.isEmpty() ? "/" : pointer) + ": " + detail;
    }
}
