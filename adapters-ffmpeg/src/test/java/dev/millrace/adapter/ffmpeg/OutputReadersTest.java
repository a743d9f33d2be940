package dev.millrace.adapter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// What is kept of a program's two streams.
class OutputReadersTest {
    @Test
    void of_complaints_the_last_are_kept() throws Exception {
        ErrorTail tail = new ErrorTail(10);

        tail.drain(stream("one two three four"));

        assertThat(tail.text()).isEqualTo("three four");
    }

    @Test
    void few_complaints_are_kept_whole() throws Exception {
        ErrorTail tail = new ErrorTail(10);

        tail.drain(stream("one"));

        assertThat(tail.text()).isEqualTo("one");
    }

    @Test
    void an_answer_is_kept_up_to_its_limit() throws Exception {
        Capture enough = new Capture(5);
        Capture tooMuch = new Capture(5);

        enough.drain(stream("12345"));
        tooMuch.drain(stream("123456"));

        assertThat(enough.text()).isEqualTo("12345");
        assertThat(enough.overflowed()).isFalse();
        assertThat(tooMuch.bytes()).hasSize(5);
        assertThat(tooMuch.overflowed()).isTrue();
    }

    @Test
    void the_latest_progress_counts() throws Exception {
        ProgressReader reader = new ProgressReader();
        assertThat(reader.position()).isNull();

        reader.drain(stream("frame=0\nout_time_us=N/A\nprogress=continue\n"));
        Object before = reader.position();
        reader.drain(stream("frame=14\nbitrate=N/A\nout_time_us=480000\nspeed=0.8x\nprogress=end\n"));

        assertThat(reader.position()).isNotEqualTo(before);
        assertThat(reader.latest().getFrame()).isEqualTo(14);
        assertThat(reader.latest().getTimeMicros()).isEqualTo(480_000);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
