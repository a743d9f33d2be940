package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.application.port.WorkerCard;
import dev.millrace.domain.work.Abilities;
import dev.millrace.domain.work.WorkKind;
import dev.millrace.testkit.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tasks that no living worker can take.
class BlockedTest {
    @TempDir
    Path scratch;

    @Test
    void a_task_that_nobody_can_take_is_told_where_people_look_until_somebody_can() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            String job = api.submit();
            theReasonIs(api, job, "no_worker", "No worker is alive");

            aWorkerOf(api, EnumSet.of(WorkKind.PUBLISH));
            theReasonIs(api, job, "kind_unknown", "kind probe");

            aWorkerOf(api, EnumSet.allOf(WorkKind.class));
            assertThat(api.get("/jobs/" + job).json().get("blocked_reason").isNull())
                    .isTrue();
            assertThat(api.get("/queue").json().get("blocked")).isEmpty();
            assertThat(api.get("/metrics").text()).doesNotContainPattern("millrace_tasks_blocked\\{[^}]*} [1-9]");
        }
    }

    private static void theReasonIs(RunningApi api, String job, String code, String said) throws Exception {
        JsonNode reason = api.get("/jobs/" + job).json().get("blocked_reason");
        JsonNode blocked = api.get("/queue").json().get("blocked");

        assertThat(reason.get("code").textValue()).isEqualTo(code);
        assertThat(reason.get("message").textValue()).contains(said);
        assertThat(blocked).hasSize(1);
        assertThat(blocked.at("/0/code").textValue()).isEqualTo(code);
        assertThat(blocked.at("/0/message").textValue()).contains(said);
        assertThat(blocked.at("/0/tasks").intValue()).isEqualTo(1);
        assertThat(api.get("/metrics").text()).contains("millrace_tasks_blocked{reason=\"" + code + "\"} 1\n");
    }

    private static void aWorkerOf(RunningApi api, Set<WorkKind> kinds) {
        WorkerCard card = Samples.aCard(Samples.aWorker().worker());
        api.outage
                .workers()
                .beat(
                        new WorkerCard(
                                card.worker(),
                                card.host(),
                                card.version(),
                                card.slots(),
                                card.since(),
                                card.state(),
                                card.pace(),
                                Optional.of(new Abilities(kinds, Samples.ENCODER))),
                        List.of(),
                        Duration.ofSeconds(15));
    }
}
