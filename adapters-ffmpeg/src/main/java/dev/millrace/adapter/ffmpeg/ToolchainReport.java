package dev.millrace.adapter.ffmpeg;

import java.util.List;
import java.util.stream.Collectors;

/// What the search for ffmpeg found, in the order in which it looked; it stops at the first that can do everything.
///
/// @param findings one for each candidate that was looked at
/// @param guard a sentence on how media processes are kept from outliving this one
public record ToolchainReport(List<Finding> findings, String guard) {
    public ToolchainReport {
        findings = List.copyOf(findings);
    }

    /// One line for each finding, for people.
    public String text() {
        return findings.stream().map(Finding::text).collect(Collectors.joining("\n"));
    }

    /// A candidate and what became of it.
    ///
    /// @param origin why it was looked at: `MILLRACE_FFMPEG`, `bundled` or `PATH`
    /// @param place the file or folder
    /// @param accepted whether it is the one in use
    /// @param detail the version when accepted, else why not
    public record Finding(String origin, String place, boolean accepted, String detail) {
        String text() {
            return (accepted ? "uses " : "not ") + origin + " (" + place + "): " + detail;
        }
    }
}
