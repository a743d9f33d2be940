package dev.millrace.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void an_interrupt_ends_it() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Waiting.until("a server", () -> {
                    throw new IOException("refused");
                }))
                .isInstanceOf(InterruptedException.class);
    }
}
