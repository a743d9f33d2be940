package dev.millrace.application.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlayTokensTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final PlayPass PASS = new PlayPass(
            new TenantId("tenant-1"), JobId.of("01890a5d-ac96-774b-bcce-b302099a8057"), NOON.plusSeconds(60));
    private static final PlayTokens TOKENS = new PlayTokens(key('a'));

    @Test
    void a_token_gives_back_the_pass_it_was_made_from() {
        String token = TOKENS.write(PASS);

        assertThat(token).matches("[A-Za-z0-9._-]+");
        assertThat(TOKENS.read(token, NOON)).isEqualTo(new PlayTokens.Reading.Valid(PASS));
    }

    @Test
    void a_token_is_what_any_implementation_of_its_description_makes() {
        // printf 'millrace play 1\ntenant-1.01890a5d-…-b302099a8057.1772366460' | openssl dgst -sha256 -hmac aaaa…
        assertThat(TOKENS.write(PASS))
                .isEqualTo("tenant-1.01890a5d-ac96-774b-bcce-b302099a8057.1772366460"
                        + ".1s_R_6mL3ysFkJj4QCdQtrh2iJsO70RU-nsw--aZFJ0");
    }

    @Test
    void a_token_runs_out_on_the_second() {
        String token = TOKENS.write(PASS);

        assertThat(TOKENS.read(token, PASS.until().minusMillis(1))).isInstanceOf(PlayTokens.Reading.Valid.class);
        assertThat(TOKENS.read(token, PASS.until())).isEqualTo(new PlayTokens.Reading.Expired());
    }

    @Test
    void no_character_of_a_token_can_be_changed() {
        String token = TOKENS.write(PASS);

        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == '1' ? '2' : '1';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(TOKENS.read(changed, NOON)).as(changed).isEqualTo(new PlayTokens.Reading.Forged());
        }
    }

    @Test
    void a_token_of_another_key_is_forged() {
        PlayTokens others = new PlayTokens(key('b'));

        assertThat(others.read(TOKENS.write(PASS), NOON)).isEqualTo(new PlayTokens.Reading.Forged());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.b.c.d", "\n", "default.01890a5d-ac96-774b-bcce-b302099a8057.99999999999999.x"})
    void nonsense_is_forged(String token) {
        assertThat(TOKENS.read(token, NOON)).isEqualTo(new PlayTokens.Reading.Forged());
    }

    @Test
    void a_short_key_is_refused() {
        assertThatThrownBy(() -> new PlayTokens(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] key(char letter) {
        return String.valueOf(letter).repeat(PlayTokens.SHORTEST_KEY).getBytes(StandardCharsets.US_ASCII);
    }
}
