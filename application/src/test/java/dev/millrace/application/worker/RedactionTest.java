package dev.millrace.application.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "opening https://s3.example/hush.mp4?X-Amz-Signature=hush&X-Amz-Credential=hush for reading",
                "Opening 'HTTP://127.0.0.1:4711/hush' failed",
                "file:///var/lib/hush/film.mp4: No such file or directory",
                "[in#0 @ 0x55] Error opening input file:/srv/hush/t/default/film.mp4.",
                "'/var/lib/hush/film.mp4': Permission denied",
                "/home/hush/films/film.mp4: Invalid data",
                "mlr_hush_hush0123",
                "whsec_hush+/0=",
                "Authorization: Bearer hush",
                "authorization=hush",
                "AWS_SECRET_ACCESS_KEY=hush",
                "password: hush",
                "?token=hush&x=1",
                "--access-key=hush",
                "redis://user:hush@redis.example:6379"
            })
    void what_is_nobodys_business_is_taken_out(String text) {
        assertThat(Redaction.of(text)).doesNotContain("hush").contains("<");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[h264 @ 0x55d3c2] error while decoding MB 3 4, bytestream -7",
                "Stream #0:1(eng): Audio: aac, 48000 Hz, 24000/1001 fps, 1/1 and/or 16:9",
                "frame=  120 fps= 30 q=-1.0 size= 1024KiB time=00:00:04.00 bitrate=2097.2kbits/s speed=1.2x",
                "setpts=PTS-STARTPTS,scale=w=iw/2:h=ih/2",
                "tab\tand ümlaut 映画"
            })
    void what_tells_of_the_film_stays(String text) {
        assertThat(Redaction.of(text)).isEqualTo(text);
    }

    @Test
    void what_would_move_a_cursor_is_taken_out() {
        assertThat(Redaction.of("\u001b[31mred\u001b[0m\u0007 and\r\nmore\u0000"))
                .isEqualTo("red and\nmore");
    }
}
