package dev.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever tries keys must not learn from the time of the answer how much of one was right.
class SecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.millrace.adapter.rest.AccessKey",
                "dev.millrace.adapter.local.LinkKey",
                "dev.millrace.application.client.PlayTokens"
            })
    void what_a_caller_sends_is_compared_with_a_secret_in_constant_time(String type) throws Exception {
        JavaClass compares = new ClassFileImporter().importClass(Class.forName(type));

        List<String> calls = compares.getMethodCallsFromSelf().stream()
                .map(JavaMethodCall::getTarget)
                .map(target -> target.getOwner().getSimpleName() + "." + target.getName())
                .toList();

        assertThat(calls)
                .contains("MessageDigest.isEqual")
                .doesNotContain("Arrays.equals", "Arrays.compare", "Arrays.mismatch", "byte[].equals", "String.equals");
    }
}
