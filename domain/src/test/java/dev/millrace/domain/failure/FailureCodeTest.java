package dev.millrace.domain.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FailureCodeTest {
    /// Clients act on these words, and jobs are stored with them. Add to the list; never change a line of it.
    @Test
    void the_words_of_all_failures_are_a_promise() {
        assertThat(Arrays.stream(FailureCode.values())
                        .map(code -> code.word() + " " + code.kind().word()))
                .containsExactlyInAnyOrder(
                        "profile_unknown request",
                        "profile_built_in request",
                        "version_conflict request",
                        "rate_limited transient",
                        "queue_full transient",
                        "overloaded transient",
                        "profile_invalid request",
                        "idempotency_key_reused request",
                        "input_not_found request",
                        "upload_incomplete request",
                        "upload_over request",
                        "part_too_small request",
                        "part_too_large request",
                        "link_refused request",
                        "link_expired request",
                        "nothing_to_make request",
                        "play_link_invalid request",
                        "play_link_expired request",
                        "nothing_to_play request",
                        "request_malformed request",
                        "request_invalid request",
                        "request_too_large request",
                        "host_refused request",
                        "origin_refused request",
                        "key_required request",
                        "key_refused request",
                        "scope_missing request",
                        "keys_unused request",
                        "limit_reached request",
                        "not_found request",
                        "method_not_allowed request",
                        "not_acceptable request",
                        "media_type_unsupported request",
                        "state_conflict request",
                        "source_empty source",
                        "source_not_media source",
                        "source_format_refused source",
                        "source_truncated source",
                        "source_damaged source",
                        "source_no_streams source",
                        "source_encrypted source",
                        "source_codec_unknown source",
                        "source_too_large source",
                        "source_changed source",
                        "upload_canceled source",
                        "upload_expired source",
                        "source_clock_jumps source",
                        "source_undecodable source",
                        "ffmpeg_unusable resource",
                        "disk_full resource",
                        "database_unusable resource",
                        "data_folder_unusable resource",
                        "data_folder_in_use resource",
                        "address_unusable resource",
                        "out_of_memory resource",
                        "storage_unavailable transient",
                        "not_playable_yet transient",
                        "database_unavailable transient",
                        "encoder_stalled transient",
                        "time_limit transient",
                        "encoder_failed internal",
                        "output_check_failed internal",
                        "task_kept_dying internal",
                        "internal_error internal")
                .doesNotHaveDuplicates();
    }

    @Test
    void a_code_is_found_by_its_word() {
        assertThat(Arrays.stream(FailureCode.values()))
                .allSatisfy(code -> assertThat(FailureCode.ofWord(code.word())).contains(code));
        assertThat(FailureCode.ofWord("of_a_later_version")).isEmpty();
    }

    @Test
    void what_no_other_worker_could_mend_is_not_retried() {
        assertThat(Arrays.stream(FailureCode.values())
                        .filter(FailureCode::retryable)
                        .map(FailureCode::kind))
                .containsOnly(FailureKind.RESOURCE, FailureKind.TRANSIENT, FailureKind.INTERNAL);
        assertThat(FailureCode.TASK_KEPT_DYING.retryable()).isFalse();
    }

    @Test
    void a_failure_has_a_sentence_and_shows_its_code() {
        Failure failure = new Failure(FailureCode.SOURCE_NO_STREAMS, "It holds no picture and no sound.");

        assertThat(failure).hasToString("It holds no picture and no sound.   [source_no_streams]");
        assertThatThrownBy(() -> new Failure(FailureCode.SOURCE_EMPTY, " "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_violation_of_the_whole_document_has_an_empty_pointer() {
        assertThat(new Violation("", "must be a profile")).hasToString("/: must be a profile");
        assertThat(new Violation("/name", "is missing")).hasToString("/name: is missing");
    }
}
