package dev.millrace.adapter.ffmpeg;

import dev.millrace.application.port.MediaFailed;
import dev.millrace.domain.failure.FailureCode;

/// Says in a person's words why a file cannot be used.
///
/// @param kind what its first bytes look like
/// @param complaints what ffprobe wrote to its standard error
record Refusal(FirstBytes kind, String complaints) {
    /// Of a file that ffprobe could not open.
    MediaFailed ofFile() {
        if (complaints.contains("max_streams")) {
            return MediaTool.failed(FailureCode.SOURCE_TOO_LARGE, "The file holds more streams than are accepted.");
        }
        if (hasTooManyPixels()) {
            return tooManyPixels();
        }
        return switch (kind) {
            case NOTHING -> MediaTool.failed(FailureCode.SOURCE_EMPTY, "The file is empty: it has no bytes.");
            case PICTURE -> MediaTool.failed(FailureCode.SOURCE_FORMAT_REFUSED, "The file is a picture, not a video.");
            case PLAYLIST ->
                MediaTool.failed(
                        FailureCode.SOURCE_FORMAT_REFUSED,
                        "The file is a playlist that names other files; upload the video itself.");
            case ARCHIVE, DOCUMENT, WEB_PAGE, PROGRAM, TEXT ->
                MediaTool.failed(FailureCode.SOURCE_NOT_MEDIA, "The file is " + kind.description() + ", not a video.");
            case ISO_MEDIA -> ofIsoFile();
            case OTHER_MEDIA -> known();
            case UNKNOWN -> unknown();
        };
    }

    /// Of a stream of pictures that could not be understood.
    MediaFailed ofPicture(int index) {
        if (hasTooManyPixels()) {
            return tooManyPixels();
        }
        return MediaTool.failed(
                FailureCode.SOURCE_UNDECODABLE,
                "The picture (stream " + index + ") can't be decoded: its data is damaged or cut off.");
    }

    private MediaFailed ofIsoFile() {
        if (complaints.contains("moov atom not found")) {
            return MediaTool.failed(
                    FailureCode.SOURCE_TRUNCATED,
                    "The file lacks the part that describes it (its moov box): it was cut off while it was recorded or "
                            + "copied, or is damaged. Copy it again from where it came.");
        }
        return known();
    }

    private MediaFailed known() {
        if (complaints.contains("not on whitelist")) {
            return formatRefused();
        }
        return MediaTool.failed(
                FailureCode.SOURCE_DAMAGED, "The file's structure is damaged beyond reading. Copy it again.");
    }

    private MediaFailed unknown() {
        if (complaints.contains("not on whitelist")) {
            return formatRefused();
        }
        return MediaTool.failed(
                FailureCode.SOURCE_NOT_MEDIA, "The file is no video or sound of any kind that is known here.");
    }

    private static MediaFailed formatRefused() {
        return MediaTool.failed(
                FailureCode.SOURCE_FORMAT_REFUSED, "Files of this format are not accepted; convert it to MP4 first.");
    }

    /// Either our limit is met, or ffmpeg's own, which lies far above.
    private boolean hasTooManyPixels() {
        return complaints.contains("exceeds specified max pixel count")
                || complaints.matches("(?s).*Picture size [0-9]{5,}x[0-9]{5,} is invalid.*");
    }

    private static MediaFailed tooManyPixels() {
        return MediaTool.failed(FailureCode.SOURCE_TOO_LARGE, "The picture has more pixels than are accepted.");
    }
}
