package dev.millrace.adapter.ffmpeg;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Whether media programs are locked in.
public enum SandboxMode {
    /// As well as this machine allows.
    AUTO,
    /// So that they reach neither the network nor a file but their own, or not at all.
    REQUIRE,
    /// Not at all.
    OFF;

    /// Reads `auto`, `require` or `off`, in any case.
    ///
    /// @throws IllegalArgumentException for any other word; its message is for people
    static SandboxMode of(String word) {
        return Arrays.stream(values())
                .filter(mode -> mode.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("MILLRACE_SANDBOX is \"" + word + "\", but can be "
                        + Arrays.stream(values()).map(SandboxMode::word).collect(Collectors.joining(", ")) + "."));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
