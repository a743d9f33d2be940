package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.failure.FailureCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PICTURE|Format not on whitelist|SOURCE_FORMAT_REFUSED|picture",
                "PLAYLIST|Format not on whitelist|SOURCE_FORMAT_REFUSED|playlist",
                "ARCHIVE|Invalid data found|SOURCE_NOT_MEDIA|archive",
                "DOCUMENT|Invalid data found|SOURCE_NOT_MEDIA|document",
                "WEB_PAGE|Invalid data found|SOURCE_NOT_MEDIA|web page",
                "PROGRAM|Invalid data found|SOURCE_NOT_MEDIA|program",
                "TEXT|Invalid data found|SOURCE_NOT_MEDIA|text",
                "ISO_MEDIA|moov atom not found|SOURCE_TRUNCATED|cut off",
                "ISO_MEDIA|error reading header|SOURCE_DAMAGED|damaged",
                "ISO_MEDIA|exceeds max_streams parameter (64)|SOURCE_TOO_LARGE|streams",
                "OTHER_MEDIA|Invalid data found|SOURCE_DAMAGED|damaged",
                "OTHER_MEDIA|Format not on whitelist|SOURCE_FORMAT_REFUSED|not accepted",
                "UNKNOWN|Format not on whitelist|SOURCE_FORMAT_REFUSED|not accepted",
                "UNKNOWN|Invalid data found|SOURCE_NOT_MEDIA|no video",
            })
    void a_file_that_cannot_be_opened_is_refused_in_a_person_s_words(
            FirstBytes kind, String complaint, FailureCode code, String words) {
        var failure = new Refusal(kind, "[error] " + complaint).ofFile().failure();

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.sentence()).contains(words);
    }

    @ParameterizedTest
    @CsvSource({
        "Picture size 9000x5000 exceeds specified max pixel count 35389440, SOURCE_TOO_LARGE",
        "Picture size 65535x65535 is invalid, SOURCE_TOO_LARGE",
        "Picture size 320x0 is invalid, SOURCE_UNDECODABLE",
        "Failed to read frame header, SOURCE_UNDECODABLE",
    })
    void a_picture_that_cannot_be_read_is_too_large_or_damaged(String complaint, FailureCode code) {
        Refusal refusal = new Refusal(FirstBytes.OTHER_MEDIA, "[error] " + complaint);

        assertThat(refusal.ofPicture(0).failure().code()).isEqualTo(code);
    }
}
