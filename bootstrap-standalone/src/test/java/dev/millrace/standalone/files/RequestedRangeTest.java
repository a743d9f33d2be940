package dev.millrace.standalone.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestedRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1, bytes 0-0/10",
        "bytes=0-9, 0, 10, bytes 0-9/10",
        "bytes=3-5, 3, 3, bytes 3-5/10",
        "bytes=7-, 7, 3, bytes 7-9/10",
        "bytes=7-1000, 7, 3, bytes 7-9/10",
        "bytes=-4, 6, 4, bytes 6-9/10",
        "bytes=-1000, 0, 10, bytes 0-9/10",
        "BYTES = 3-5, 3, 3, bytes 3-5/10",
        "bytes=0-99999999999999999999999999, 0, 10, bytes 0-9/10",
        "bytes=-99999999999999999999999999, 0, 10, bytes 0-9/10"
    })
    void a_range_is_cut_to_the_bytes_that_are_there(String header, long from, long length, String answered) {
        RequestedRange range = RequestedRange.of(header, 10);

        assertThat(range).isEqualTo(new RequestedRange.Part(from, length));
        assertThat(new RequestedRange.Part(from, length).of(10)).isEqualTo(answered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=99999999999999999999-", "bytes=-0"})
    void a_range_behind_the_end_can_not_be_met(String header) {
        assertThat(RequestedRange.of(header, 10)).isEqualTo(new RequestedRange.Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=-1"})
    void nothing_of_an_empty_object_can_be_met(String header) {
        assertThat(RequestedRange.of(header, 0)).isEqualTo(new RequestedRange.Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "bytes", "bytes=", "bytes=-", "bytes=5-3", "bytes=a-b", "bytes=0-1,3-4", "frames=0-1", "0-1"
            })
    void what_is_no_single_range_of_bytes_is_passed_over(String header) {
        assertThat(RequestedRange.of(header, 10)).isEqualTo(new RequestedRange.Whole());
    }
}
