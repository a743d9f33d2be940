package dev.millrace.domain.profile;

import java.util.Locale;

/// A way to code sound. Each has one recipe in a profile, whatever encoder makes it.
public enum AudioCodec {
    /// AAC (ISO/IEC 14496-3): what every player takes.
    AAC;

    /// The word that profiles use, in lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
