package dev.millrace.domain.profile;

import java.util.Locale;

/// A way to code pictures. Each has one recipe in a profile, whatever encoder makes it.
public enum VideoCodec {
    /// H.264, also called AVC (ITU-T H.264): what every player takes.
    H264;

    /// The word that profiles use, in lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
