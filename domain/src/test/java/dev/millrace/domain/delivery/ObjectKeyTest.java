package dev.millrace.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "uploads/test/video.mp4", "Ünï/日本/🎬.mp4", "...", "a/..b/.c", " ", "a b?#%.mp4"})
    void keys_are_names_joined_by_slashes(String key) {
        assertThat(ObjectKey.wellFormed(key)).isTrue();
        assertThat(new ObjectKey(key)).hasToString(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/a",
                "a/",
                "a//b",
                ".",
                "..",
                "a/../b",
                "./a",
                "a/.",
                "a\\b",
                "a\nb",
                "a\u0000",
                "a\u0085b",
                "a\ud800",
                "\udc00a",
                "a\ud800b"
            })
    void what_could_be_read_in_two_ways_is_refused(String key) {
        assertThat(ObjectKey.wellFormed(key)).isFalse();
        assertThatThrownBy(() -> new ObjectKey(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_key_has_at_most_1024_bytes() {
        assertThat(ObjectKey.wellFormed("é".repeat(512))).isTrue();
        assertThat(ObjectKey.wellFormed("é".repeat(512) + "a")).isFalse();
    }

    @Test
    void a_prefix_covers_whole_names_only() {
        ObjectPrefix prefix = new ObjectPrefix("t/default/jobs/");

        assertThat(prefix.covers(new ObjectKey("t/default/jobs/1"))).isTrue();
        assertThat(prefix.covers(new ObjectKey("t/default/jobs"))).isFalse();
        assertThat(prefix.covers(new ObjectKey("t/default/jobs2/1"))).isFalse();
        assertThat(prefix.key("a/b.mp4").fileName()).isEqualTo("b.mp4");
        assertThatThrownBy(() -> prefix.key("../other")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a", "a//", "../"})
    void what_could_cover_half_a_name_is_no_prefix(String prefix) {
        assertThatThrownBy(() -> new ObjectPrefix(prefix)).isInstanceOf(IllegalArgumentException.class);
    }
}
