package dev.millrace.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.data.annotation.Query;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each mention of a table comes with a condition on the tenant, or the query says why not.
class TenantInEveryQueryTest {
    private static final Pattern TABLE = Pattern.compile("millrace\\.(?!clock|claim_turn|worker)\\w+");
    private static final Pattern CONDITION = Pattern.compile("tenant_id (=|<>) (:tenant|\\w+\\.tenant_id)");
    private static final Pattern INSERT = Pattern.compile("insert into millrace\\.\\w+ \\([^)]*\\btenant_id\\b");

    private static final Pattern TASK = Pattern.compile("millrace\\.task as (\\w+)");
    private static final Pattern FUNCTION =
            Pattern.compile("language plpgsql as\\s+\\$\\$(.*?)\\$\\$;", Pattern.DOTALL);

    static Stream<Method> queries() {
        return Arrays.stream(Repositories.class.getRecordComponents())
                .map(RecordComponent::getType)
                .flatMap(repository -> Arrays.stream(repository.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Query.class));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void a_query_names_the_tenant_for_each_table_or_says_why_not(Method method) {
        AcrossTenants exception = method.getAnnotation(AcrossTenants.class);
        String sql = method.getAnnotation(Query.class).value();

        if (exception == null) {
            assertThat(namesTheTenant(sql)).as(sql).isTrue();
        } else {
            assertThat(exception.value()).isNotBlank();
            assertThat(namesTheTenant(sql)).as("needs no exception: " + sql).isFalse();
        }
    }

    /// A worker serves all tenants, so functions choose between them; what they read and change of a job is the tenant's.
    @Test
    void a_function_names_the_tenant_for_tasks_events_and_other_jobs() throws Exception {
        List<String> statements = functions().stream()
                .flatMap(function -> Arrays.stream(function.split(";")))
                .filter(statement -> statement.contains("millrace.task as ") || statement.contains("job_event"))
                .toList();

        assertThat(statements).hasSizeGreaterThan(5).allSatisfy(statement -> {
            long tasks = TASK.matcher(statement).results().count();
            long named = TASK.matcher(statement)
                    .results()
                    .filter(task -> statement.contains(task.group(1) + ".tenant_id = "))
                    .count();
            assertThat(named).as(statement).isEqualTo(tasks);
            assertThat(statement).contains("tenant_id");
        });
    }

    private static List<String> functions() throws IOException, URISyntaxException {
        Path folder = Path.of(
                Migrations.class.getResource("migration/V1__jobs_and_tasks.sql").toURI());
        try (Stream<Path> migrations = Files.list(folder.getParent())) {
            List<String> texts = new ArrayList<>();
            for (Path migration : migrations.toList()) {
                FUNCTION.matcher(Files.readString(migration)).results().forEach(found -> texts.add(found.group(1)));
            }
            return texts;
        }
    }

    @Test
    void there_are_queries_to_look_at() {
        assertThat(queries()).hasSizeGreaterThan(40);
    }

    @Test
    void a_query_that_forgets_the_tenant_is_found() {
        List<String> wrong = List.of(
                "select * from millrace.job where id = :id",
                "select * from millrace.job where tenant_id = :tenant and id in (select job_id from millrace.task)",
                "insert into millrace.profile (name) values (:name)",
                "delete from millrace.job where tenant_id = 'default'");

        assertThat(wrong).noneMatch(TenantInEveryQueryTest::namesTheTenant);
    }

    private static boolean namesTheTenant(String sql) {
        long tables = TABLE.matcher(sql).results().count();
        long named = CONDITION.matcher(sql).results().count()
                + INSERT.matcher(sql).results().count();
        return tables > 0 && sql.contains(":tenant") && named >= tables;
    }
}
