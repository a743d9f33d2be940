package dev.millrace.adapter.rest;

import dev.millrace.application.client.InputKeys;
import dev.millrace.application.client.InspectSource;
import dev.millrace.application.client.NewJob;
import dev.millrace.application.client.UseCases;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.document.Node;
import dev.millrace.domain.identity.JobId;
import dev.millrace.domain.identity.TenantId;
import dev.millrace.domain.job.Job;
import dev.millrace.domain.plan.PlanWriter;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// What a source is and what would be made of it, as answers. A worker reads it while the client waits.
@Singleton
final class Inspections {
    private final InspectSource inspect;
    private final Duration wait;
    private final Semaphore waiting;

    Inspections(UseCases useCases, RestConfig config) {
        this.inspect = useCases.inspect();
        this.wait = config.probeWait();
        this.waiting = new Semaphore(Math.max(1, config.limits().running() / 2));
    }

    /// So many at a time are waited for that half of the threads are left for everything else, and that nobody fills the
    /// most urgent class of tasks.
    ///
    /// @param wanted a job that is not submitted
    /// @throws Refused when too many ask
    HttpResponse<byte[]> of(NewJob wanted) throws InterruptedException {
        if (!waiting.tryAcquire()) {
            throw new Refused(Problem.crowded());
        }
        try {
            return answer(inspect.inspect(wanted, wait));
        } finally {
            waiting.release();
        }
    }

    /// @throws Refused when there is none of that id, or not any more
    HttpResponse<byte[]> of(TenantId tenant, JobId id) {
        return inspect.look(tenant, id).map(Inspections::answer).orElseThrow(() -> new Refused(Problem.notFound()));
    }

    private static HttpResponse<byte[]> answer(InspectSource.Answer answer) {
        return switch (answer) {
            case InspectSource.Answer.Seen seen -> Json.ok(Json.of(document(seen.inspection())));
            case InspectSource.Answer.Waiting waiting ->
                Json.response(HttpStatus.ACCEPTED, Json.object().put("status", "waiting"))
                        .header(HttpHeaders.LOCATION, "/probe/" + waiting.id())
                        .header(HttpHeaders.RETRY_AFTER, "2");
            case InspectSource.Answer.Failed failed ->
                Problem.blaming(failed.failure()).response();
        };
    }

    private static Node document(Job inspection) {
        String name = new ObjectKey(InputKeys.shown(inspection.tenant(), inspection.input())).fileName();
        return PlanWriter.write(
                name,
                inspection.source().orElseThrow(),
                inspection.profile(),
                inspection.plan().orElseThrow());
    }
}
