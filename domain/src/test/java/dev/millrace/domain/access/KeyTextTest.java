package dev.millrace.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.domain.identity.KeyId;
import dev.millrace.domain.identity.TenantId;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {
    private static final KeyId ID = KeyId.of("0190a000-0000-7000-8000-0000000000ab");
    private static final KeyText KEY =
            KeyText.of(ID, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, -1});
    private static final String TEXT = "mlr_0190a0000000700080000000000000ab_0102030405060708090a0b0c0d0e0f10111213ff";

    @Test
    void a_key_reads_as_it_was_written() {
        assertThat(KEY.text()).isEqualTo(TEXT);
        assertThat(KeyText.read(TEXT)).contains(KEY);
    }

    @Test
    void only_its_text_holds_the_secret() {
        assertThat(KEY.toString()).isEqualTo("KeyText[" + ID + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mlr_",
                "mlr_0190a0000000700080000000000000ab",
                "mlr_0190a0000000700080000000000000ab_",
                "mlr_0190a0000000700080000000000000ab_0102030405060708090a0b0c0d0e0f10111213f",
                "mlr_0190a0000000700080000000000000ab_0102030405060708090a0b0c0d0e0f10111213fff",
                "mlr_0190A0000000700080000000000000AB_0102030405060708090a0b0c0d0e0f10111213ff",
                "MLR_0190a0000000700080000000000000ab_0102030405060708090a0b0c0d0e0f10111213ff",
                "mlr_0190a000-0000-7000-8000-0000000000ab_0102030405060708090a0b0c0d0e0f10111213ff",
                " mlr_0190a0000000700080000000000000ab_0102030405060708090a0b0c0d0e0f10111213ff"
            })
    void what_has_another_form_is_no_key(String text) {
        assertThat(KeyText.read(text)).isEmpty();
    }

    @Test
    void a_hash_fits_its_secret_alone() {
        SecretHash hash = SecretHash.of(KEY.secret());

        assertThat(hash.fits(KEY.secret())).isTrue();
        assertThat(hash.fits(KEY.secret().replace('f', 'e'))).isFalse();
        assertThat(hash.hex()).doesNotContain(KEY.secret());
    }

    @Test
    void a_hash_is_that_of_the_standard() {
        // FIPS 180-4, the example of one block
        assertThat(SecretHash.of("abc").hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void each_scope_includes_those_before_it() {
        assertThat(Scope.ADMIN.includes(Scope.JOBS_READ)).isTrue();
        assertThat(Scope.JOBS_WRITE.includes(Scope.JOBS_READ)).isTrue();
        assertThat(Scope.JOBS_READ.includes(Scope.JOBS_READ)).isTrue();
        assertThat(Scope.JOBS_READ.includes(Scope.JOBS_WRITE)).isFalse();
        assertThat(Scope.JOBS_WRITE.includes(Scope.ADMIN)).isFalse();
    }

    @Test
    void scopes_are_words() {
        assertThat(Scope.values()).extracting(Scope::word).containsExactly("jobs:read", "jobs:write", "admin");
        assertThat(Scope.ofWord("jobs:write")).contains(Scope.JOBS_WRITE);
        assertThat(Scope.ofWord("jobs_write")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "with\nline", "with\u0000nothing"})
    void a_key_is_named(String name) {
        assertThatThrownBy(() -> key(name, Set.of(Scope.ADMIN))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_key_has_a_scope() {
        assertThatThrownBy(() -> key("good", Set.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static ApiKey key(String name, Set<Scope> scopes) {
        return new ApiKey(ID, TenantId.DEFAULT, name, scopes, SecretHash.of("secret"), Instant.EPOCH);
    }
}
