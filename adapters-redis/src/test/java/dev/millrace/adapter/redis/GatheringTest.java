package dev.millrace.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private final List<List<String>> handedOn = new ArrayList<>();
    private final Queue<Runnable> moments = new ArrayDeque<>();
    private final Gathering<String> gathering = new Gathering<>(handedOn::add, moments::add);

    @Test
    void the_first_is_handed_on_at_once() {
        gathering.add("one");

        assertThat(handedOn).containsExactly(List.of("one"));
    }

    @Test
    void what_comes_within_a_moment_is_handed_on_together_and_each_once() {
        gathering.add("one");
        gathering.add("two");
        gathering.add("three");
        gathering.add("two");

        aMomentPasses();

        assertThat(handedOn).containsExactly(List.of("one"), List.of("two", "three"));
    }

    @Test
    void a_moment_follows_everything_that_was_handed_on() {
        gathering.add("one");
        gathering.add("two");
        aMomentPasses();
        gathering.add("three");

        assertThat(handedOn).hasSize(2);
        aMomentPasses();
        assertThat(handedOn).last().isEqualTo(List.of("three"));
    }

    @Test
    void after_a_moment_in_which_nothing_came_the_next_is_handed_on_at_once() {
        gathering.add("one");
        aMomentPasses();
        gathering.add("one");

        assertThat(handedOn).containsExactly(List.of("one"), List.of("one"));
        assertThat(moments).hasSize(1);
    }

    @Test
    void what_was_gathered_is_handed_on_at_the_end_and_nothing_after() {
        gathering.add("one");
        gathering.add("two");

        gathering.close();
        gathering.add("three");
        aMomentPasses();

        assertThat(handedOn).containsExactly(List.of("one"), List.of("two"));
    }

    private void aMomentPasses() {
        moments.remove().run();
    }
}
