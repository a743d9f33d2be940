package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a file is by its first bytes, for telling a person why it cannot be used. It never decides what is accepted:
/// ffprobe does that.
enum FirstBytes {
    NOTHING("an empty file"),
    PICTURE("a picture"),
    ARCHIVE("an archive"),
    DOCUMENT("a document"),
    WEB_PAGE("a web page"),
    PLAYLIST("a playlist that names other files"),
    PROGRAM("a program"),
    TEXT("text"),
    ISO_MEDIA("an MP4 or QuickTime file"),
    OTHER_MEDIA("a media file"),
    UNKNOWN("of an unknown kind");

    private static final int ENOUGH = 512;
    private static final List<String> PICTURE_BRANDS =
            List.of("avif", "avis", "heic", "heim", "heis", "heix", "hevc", "hevx", "mif1", "msf1");
    private static final List<String> ISO_BOXES = List.of("ftyp", "moov", "mdat", "free", "skip", "wide", "styp");

    private final String description;

    FirstBytes(String description) {
        this.description = description;
    }

    /// With its article, to stand behind "it is".
    String description() {
        return description;
    }

    static FirstBytes of(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return of(stream.readNBytes(ENOUGH));
        }
    }

    static FirstBytes of(byte[] bytes) {
        if (bytes.length == 0) {
            return NOTHING;
        }
        String start = new String(bytes, StandardCharsets.ISO_8859_1);
        String box = start.length() < 8 ? "" : start.substring(4, 8);
        if (ISO_BOXES.contains(box)) {
            return start.length() >= 12 && PICTURE_BRANDS.contains(start.substring(8, 12)) ? PICTURE : ISO_MEDIA;
        }
        if (begins(start, "\u00ff\u00d8\u00ff", "\u0089PNG", "GIF8", "BM", "II*\0", "MM\0*", "8BPS")
                || (start.startsWith("RIFF") && start.startsWith("WEBP", 8))) {
            return PICTURE;
        }
        if (begins(
                        start,
                        "\u001aE\u00df\u00a3",
                        "RIFF",
                        "OggS",
                        "FLV",
                        "0&\u00b2u",
                        "\0\0\1\u00ba",
                        ".RMF",
                        "fLaC",
                        "ID3")
                || (start.charAt(0) == 'G' && start.length() > 188 && start.charAt(188) == 'G')) {
            return OTHER_MEDIA;
        }
        if (begins(start, "PK\3\4", "PK\5\6", "\u001f\u008b", "7z\u00bc\u00af", "Rar!", "BZh", "\u00fd7zXZ")) {
            return ARCHIVE;
        }
        if (begins(start, "%PDF", "\u00d0\u00cf\u0011\u00e0")) {
            return DOCUMENT;
        }
        if (begins(start, "\u007fELF", "MZ", "#!")) {
            return PROGRAM;
        }
        return isText(bytes) ? kindOfText(start) : UNKNOWN;
    }

    private static FirstBytes kindOfText(String start) {
        String text = start.strip().toLowerCase(Locale.ROOT);
        if (begins(text, "#extm3u", "ffconcat", "[playlist]", "<?xml") && !text.contains("<html")) {
            return text.startsWith("<?xml") && !text.contains("<mpd") ? TEXT : PLAYLIST;
        }
        if (begins(text, "<svg")) {
            return PICTURE;
        }
        return begins(text, "<!doctype html", "<html", "<head", "<body", "<?xml") ? WEB_PAGE : TEXT;
    }

    private static boolean begins(String start, String... signs) {
        return Arrays.stream(signs).anyMatch(start::startsWith);
    }

    private static boolean isText(byte[] bytes) {
        for (byte b : bytes) {
            boolean control = b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f';
            if (control) {
                return false;
            }
        }
        return bytes.length > 1;
    }
}
