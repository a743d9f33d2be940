package dev.millrace.domain.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// A kind that is added to a sealed type must be known to the reader of profiles too.
class WordsTest {
    @Test
    void every_delivery_and_every_extra_has_a_word_of_its_own() {
        assertThat(Delivery.ALL)
                .<Class<?>>extracting(Delivery::getClass)
                .containsExactlyInAnyOrder(Delivery.class.getPermittedSubclasses());
        assertThat(Delivery.ALL).extracting(Delivery::word).doesNotHaveDuplicates();
        assertThat(Extra.ALL)
                .<Class<?>>extracting(Extra::getClass)
                .containsExactlyInAnyOrder(Extra.class.getPermittedSubclasses());
        assertThat(Extra.ALL).extracting(Extra::word).doesNotHaveDuplicates();
    }

    @Test
    void words_are_in_lower_case() {
        assertThat(Arrays.stream(Preset.values()).map(Preset::word)).contains("ultrafast", "medium", "veryslow");
        assertThat(VideoCodec.H264.word()).isEqualTo("h264");
        assertThat(AudioCodec.AAC.word()).isEqualTo("aac");
    }
}
