package dev.millrace.domain.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `docs/job-lifecycle.md` draws the sealed types: a state is a record, and an edge is a method that returns a state.
class LifecyclePageTest {
    private static final Pattern EDGE = Pattern.compile("(?m)^    (\\w+) --> (\\w+): (\\w+)$");
    private static final Pattern LOOSE_END = Pattern.compile("(?m)^    (?:\\[\\*] --> (\\w+)|(\\w+) --> \\[\\*])$");
    private static final Pattern HEADING = Pattern.compile("(?m)^### (\\w+)$");

    @ParameterizedTest
    @CsvSource({"A job, dev.millrace.domain.job.JobState", "A task, dev.millrace.domain.work.TaskState"})
    void the_diagram_is_what_the_types_allow(String title, Class<?> type) {
        String chapter = chapter(title);

        List<String> drawn = EDGE.matcher(chapter)
                .results()
                .map(edge -> edge.group(1) + " --" + edge.group(3) + "--> " + edge.group(2))
                .toList();

        assertThat(drawn).containsExactlyInAnyOrderElementsOf(edges(type));
    }

    @ParameterizedTest
    @CsvSource({"A job, dev.millrace.domain.job.JobState", "A task, dev.millrace.domain.work.TaskState"})
    void the_life_of_every_state_is_told_in_order(String title, Class<?> type) {
        assertThat(HEADING.matcher(chapter(title)).results().map(heading -> heading.group(1)))
                .containsExactlyElementsOf(
                        states(type).map(Class::getSimpleName).toList());
    }

    @ParameterizedTest
    @CsvSource({"A job, dev.millrace.domain.job.JobState", "A task, dev.millrace.domain.work.TaskState"})
    void every_beginning_and_end_of_the_diagram_is_a_state(String title, Class<?> type) {
        List<String> ends = LOOSE_END
                .matcher(chapter(title))
                .results()
                .map(end -> end.group(1) == null ? end.group(2) : end.group(1))
                .toList();

        assertThat(ends)
                .isNotEmpty()
                .isSubsetOf(states(type).map(Class::getSimpleName).toList());
    }

    private static String chapter(String title) {
        String page = Repository.page("job-lifecycle.md");
        int start = page.indexOf("\n## " + title + "\n");
        assertThat(start).isNotNegative();
        int end = page.indexOf("\n## ", start + 1);
        return end < 0 ? page.substring(start) : page.substring(start, end);
    }

    private static Stream<Class<?>> states(Class<?> type) {
        return Arrays.stream(type.getPermittedSubclasses());
    }

    private static List<String> edges(Class<?> type) {
        return states(type)
                .flatMap(state -> Arrays.stream(state.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> type.isAssignableFrom(method.getReturnType()))
                .map(LifecyclePageTest::edge)
                .toList();
    }

    private static String edge(Method method) {
        return method.getDeclaringClass().getSimpleName() + " --" + method.getName() + "--> "
                + method.getReturnType().getSimpleName();
    }
}
