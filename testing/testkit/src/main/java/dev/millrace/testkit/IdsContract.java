package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.application.port.Ids;
import dev.millrace.domain.identity.JobId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [Ids] promises.
public abstract class IdsContract {
    private static final int MANY = 10_000;

    /// For subclasses.
    protected IdsContract() {}

    /// A source of identities.
    protected abstract Ids ids();

    @Test
    void no_job_id_is_given_twice_and_later_ones_sort_behind_earlier_ones() {
        Ids ids = ids();

        List<JobId> given = IntStream.range(0, MANY).mapToObj(_ -> ids.job()).toList();

        assertThat(given).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void job_ids_are_time_ordered_uuids() {
        assertThat(ids().job().value().version()).isEqualTo(7);
        assertThat(ids().job().value().variant()).isEqualTo(2);
    }

    @Test
    void no_upload_id_is_given_twice() {
        Ids ids = ids();

        assertThat(IntStream.range(0, MANY).mapToObj(_ -> ids.upload())).doesNotHaveDuplicates();
    }

    @Test
    void no_key_id_is_given_twice() {
        Ids ids = ids();

        assertThat(IntStream.range(0, MANY).mapToObj(_ -> ids.key())).doesNotHaveDuplicates();
    }

    @Test
    void no_webhook_id_is_given_twice() {
        Ids ids = ids();

        assertThat(IntStream.range(0, MANY).mapToObj(_ -> ids.webhook())).doesNotHaveDuplicates();
    }

    @Test
    void no_worker_id_is_given_twice() {
        Ids ids = ids();
        Set<Object> given = new HashSet<>();

        for (int i = 0; i < MANY; i++) {
            given.add(ids.worker());
        }

        assertThat(given).hasSize(MANY);
    }
}
