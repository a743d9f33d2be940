package dev.millrace.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.Signal;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.testkit.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTextTest {
    @Test
    void what_was_written_is_read() {
        Signal changed = new Signal.JobChanged(new TenantId("films"), Samples.aJobId());
        Signal stopped = new Signal.JobStopped(Samples.aJobId());

        assertThat(SignalText.read(SignalText.of(List.of(changed)))).containsExactly(changed);
        assertThat(SignalText.read(SignalText.of(List.of(stopped, changed)))).containsExactly(stopped, changed);
    }

    @Test
    void what_is_known_is_read_between_words_of_others() {
        Signal stopped = new Signal.JobStopped(Samples.aJobId());

        assertThat(SignalText.read("moon-rose\n" + SignalText.of(List.of(stopped)) + "\n\n"))
                .containsExactly(stopped);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "job-changed",
                "job-changed films 1-1-1-1-1",
                "job-changed FILMS 01890a5d-ac96-774b-bcce-b302099a8057",
                "job-stopped 01890a5d-ac96-774b-bcce-b302099a8057 more",
                "worker-left 01890a5d-ac96-774b-bcce-b302099a8057"
            })
    void words_of_others_are_passed_over(String text) {
        assertThat(SignalText.read(text)).isEmpty();
    }
}
