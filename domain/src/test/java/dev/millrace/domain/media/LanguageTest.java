package dev.millrace.domain.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {
    @ParameterizedTest
    @CsvSource({
        "eng, en",
        "EN, en",
        "ger, de",
        "deu, de",
        "chi, zh",
        "heb, he",
        "por-br, pt-BR",
        "zh-hant-tw, zh-Hant-TW",
        "gsw, gsw",
        "qaa, qaa",
        "en-gb-oed, en-GB-x-oed"
    })
    void every_way_to_name_a_language_has_one_canonical_form(String said, String canonical) {
        assertThat(new Language(said).canonical()).isEqualTo(new Language(canonical));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "und", "UND", "e", "english", "en_US", "en-", "en\"", "12", "en-us\n"})
    void what_is_no_language_counts_as_not_said(String tag) {
        assertThat(Language.said(tag)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e", "english", "en_US", "en-", "en\"", "en-us\n"})
    void a_text_of_another_shape_is_refused(String tag) {
        assertThatThrownBy(() -> new Language(tag)).isInstanceOf(IllegalArgumentException.class);
    }
}
