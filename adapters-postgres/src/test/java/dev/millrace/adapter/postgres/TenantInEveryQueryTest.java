package dev.millrace.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.data.annotation.Query;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
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
