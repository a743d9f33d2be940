package dev.millrace.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisConfigTest {
    @Test
    void without_any_word_it_is_the_usual_server_of_this_machine() {
        assertThat(RedisConfig.fromEnvironment(Map.of()))
                .isEqualTo(new RedisConfig("redis://localhost:6379", false, "millrace"));
    }

    @Test
    void the_environment_says_which() {
        var config = RedisConfig.fromEnvironment(Map.of(
                "REDIS_URL", "rediss://a:7000,rediss://b:7000",
                "MILLRACE_REDIS_CLUSTER", "true",
                "MILLRACE_REDIS_PREFIX", "films:eu"));

        assertThat(config).isEqualTo(new RedisConfig("rediss://a:7000,rediss://b:7000", true, "films:eu"));
        assertThat(config.place()).isEqualTo("a:7000, b:7000");
    }

    @Test
    void sentinels_are_named_in_one_address() {
        var config = RedisConfig.at("redis-sentinel://s1:26379,s2:26380/0#films");

        assertThat(config.addresses()).hasSize(1);
        assertThat(config.place()).isEqualTo("s1:26379, s2:26380");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:6379",
                "http://secret@localhost",
                "redis://",
                "redis://:secret@host:notaport",
                "redis-sentinel://:secret@host",
                "redis://:secret@a,redis://b"
            })
    void what_names_no_redis_is_refused_without_repeating_it(String url) {
        assertThatThrownBy(() -> RedisConfig.at(url))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .endsWith(".")
                .doesNotContain("secret");
    }

    @Test
    void a_refusal_names_the_variable() {
        assertThatThrownBy(() -> RedisConfig.fromEnvironment(Map.of("REDIS_URL", "nonsense")))
                .hasMessageContaining("REDIS_URL");
        assertThatThrownBy(() -> RedisConfig.fromEnvironment(Map.of("MILLRACE_REDIS_CLUSTER", "yes")))
                .hasMessageContaining("MILLRACE_REDIS_CLUSTER");
        assertThatThrownBy(() -> RedisConfig.fromEnvironment(Map.of("MILLRACE_REDIS_PREFIX", "a b")))
                .hasMessageContaining("MILLRACE_REDIS_PREFIX");
    }

    @Test
    void its_text_keeps_the_password_to_itself() {
        assertThat(RedisConfig.at("redis://user:secret@host:1")).hasToString("RedisConfig[host:1, prefix millrace]");
    }
}
