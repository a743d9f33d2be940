package dev.millrace.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.application.port.PersistenceUnavailable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingTest {
    @Test
    void it_tries_until_it_works() throws Exception {
        Deque<String> answers = new ArrayDeque<>(List.of("refused", "up"));

        String up = Waiting.until("a server", () -> {
            String answer = answers.remove();
            if (answer.equals("refused")) {
                throw new IOException(answer);
            }
            return answer;
        });

        assertThat(up).isEqualTo("up");
        assertThat(answers).isEmpty();
    }

    @Test
    void a_database_that_is_away_is_waited_for() throws Exception {
        Deque<Boolean> answers = new ArrayDeque<>(List.of(false, true));

        boolean up = Waiting.until("a server", () -> {
            if (!answers.remove()) {
                throw new PersistenceUnavailable("refused", new IOException("refused"));
            }
            return true;
        });

        assertThat(up).isTrue();
    }

    @Test
    void a_fault_of_the_program_is_not_waited_for() {
        assertThatThrownBy(() -> Waiting.until("a server", () -> {
                    throw new IllegalStateException("a fault");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a fault");
    }

    @Test
    void an_interrupt_ends_it() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Waiting.until("a server", () -> {
                    throw new IOException("refused");
                }))
                .isInstanceOf(InterruptedException.class);
    }
}
