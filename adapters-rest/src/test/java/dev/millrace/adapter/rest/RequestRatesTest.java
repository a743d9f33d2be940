package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.adapter.rest.RunningApi.Answer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One request a second, and ten together.
class RequestRatesTest {
    private static final String FIRST = "mlr_for.these~tests+alone/0123456789-ABCDEF==";

    @TempDir
    static Path scratch;

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(
                scratch, 0, RestConfig.onLoopback(0).key(AccessKey.of(FIRST)).limits(RestLimits.STANDARD.perSecond(1)));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void a_tenant_that_asks_too_often_is_refused_whatever_key_it_shows_and_others_are_not() throws Exception {
        String one = key("acme");
        String another = key("acme");
        String other = key("globex");

        Answer refused = untilRefused(one);

        assertThat(refused.json().get("code").textValue()).isEqualTo("rate_limited");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("X-Content-Type-Options")).isEqualTo("nosniff");
        // It may have got one since then, and not two.
        as(another, "/jobs");
        assertThat(as(another, "/jobs").status()).isEqualTo(429);
        assertThat(as(other, "/jobs").status()).isEqualTo(200);
    }

    @Test
    void whoever_shows_the_first_key_is_not_counted_nor_who_needs_none() throws Exception {
        for (int i = 0; i < 30; i++) {
            assertThat(as(FIRST, "/jobs").status()).isEqualTo(200);
            assertThat(api.get("/health/live").status()).isEqualTo(200);
        }
    }

    private static Answer untilRefused(String key) throws Exception {
        for (int i = 0; i < 1000; i++) {
            Answer answer = as(key, "/jobs");
            if (answer.status() == 429) {
                assertThat(i).isGreaterThanOrEqualTo(10);
                return answer;
            }
            assertThat(answer.status()).isEqualTo(200);
        }
        throw new AssertionError("nothing was refused");
    }

    private static Answer as(String key, String path) throws Exception {
        return api.send("GET", path, "", Map.of("Authorization", "Bearer " + key));
    }

    private static String key(String tenant) throws Exception {
        return api.send(
                        "POST",
                        "/keys",
                        "{\"name\": \"a\", \"scopes\": [\"jobs:read\"], \"tenant\": \"" + tenant + "\"}",
                        Map.of("Authorization", "Bearer " + FIRST, "Content-Type", "application/json"))
                .json()
                .get("key")
                .textValue();
    }
}
