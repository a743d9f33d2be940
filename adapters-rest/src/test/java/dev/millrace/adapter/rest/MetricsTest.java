package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.work.WorkKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
    @TempDir
    Path scratch;

    @Test
    void a_job_that_was_worked_on_shows_in_jobs_tasks_seconds_and_speed() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            api.finished(api.submit());
            RunningApi.eventually(() -> text(api).contains("millrace_jobs_finished_total{status=\"completed\"} 1\n"));

            assertThat(text(api))
                    .contains("millrace_jobs_created_total 1\n")
                    .contains("millrace_tasks_finished_total{kind=\"probe\",result=\"done\"} 1\n")
                    .contains("millrace_tasks_finished_total{kind=\"probe\",result=\"lost\"} 0\n")
                    .contains("millrace_task_seconds_count{kind=\"publish\"} 1\n")
                    .containsPattern("millrace_encode_speed_ratio_count [1-9]")
                    .contains("millrace_database_up 1\n");
        }
    }

    @Test
    void what_waits_shows_by_class() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            api.submit();
            api.post("/jobs", "{\"input_key\": \"" + RunningApi.INPUT + "\", \"priority\": 100}");

            assertThat(text(api))
                    .contains("millrace_queue_depth{class=\"high\"} 1\n")
                    .contains("millrace_queue_depth{class=\"normal\"} 1\n")
                    .contains("millrace_queue_depth{class=\"low\"} 0\n")
                    .contains("millrace_queue_oldest_seconds{class=\"low\"} 0\n")
                    .contains("millrace_backlog_cpu_seconds 336\n")
                    .contains("millrace_workers_desired 1\n");
        }
    }

    @Test
    void a_failed_job_shows_as_such_and_an_inspection_as_none() throws Exception {
        try (var api = new RunningApi(scratch, 1)) {
            api.tools.failing(WorkKind.PROBE, new Failure(FailureCode.SOURCE_NOT_MEDIA, "The file is a text."));
            api.finished(api.submit());
            api.post("/probe", "{\"input_key\": \"" + RunningApi.INPUT + "\"}");

            RunningApi.eventually(() -> text(api).contains("{status=\"failed\"} 1\n"));
            assertThat(text(api)).contains("{status=\"completed\"} 0\n").contains("millrace_jobs_created_total 1\n");
        }
    }

    @Test
    void every_line_is_in_the_format_of_prometheus() throws Exception {
        try (var api = new RunningApi(scratch, 0)) {
            api.get("/any/other/path");
            String label = "[a-z]+=\"(?:[^\"\\\\\n]|\\\\.)*\"";

            assertThat(text(api).lines())
                    .allSatisfy(line -> assertThat(line)
                            .matches("# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{" + label + "(," + label
                                    + ")*})? [0-9.E+-]+"));
        }
    }

    private static String text(RunningApi api) {
        try {
            return api.get("/metrics").text();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
