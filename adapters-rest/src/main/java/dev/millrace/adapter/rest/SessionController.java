package dev.millrace.adapter.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.domain.access.Scope;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;

/// Changes a key for a cookie, for browsers: a script can't read it, and the browser sends it along where a script could
/// send no key, as with `EventSource`.
@Controller("/session")
@Produces(MediaType.APPLICATION_JSON)
final class SessionController {
    private final Sessions sessions;
    private final boolean asked;

    SessionController(Sessions sessions, RestConfig config) {
        this.sessions = sessions;
        this.asked = config.key().isPresent();
    }

    /// For whoever shows a key. A server that asks for none has nothing to remember.
    @Post
    @Needs(Scope.JOBS_READ)
    HttpResponse<byte[]> begin(Caller caller) {
        var response = Json.ok(document(caller));
        return asked ? response.cookie(sessions.begin(new Sessions.Session(caller.key()))) : response;
    }

    /// Who the caller is taken for.
    @Get
    @Needs(Scope.JOBS_READ)
    HttpResponse<byte[]> show(Caller caller) {
        return Json.ok(document(caller));
    }

    /// Also for those whose session has ended.
    @Delete
    @NeedsNoKey
    HttpResponse<byte[]> end() {
        return HttpResponse.<byte[]>noContent().cookie(sessions.end());
    }

    private static ObjectNode document(Caller caller) {
        ObjectNode node = Json.object().put("tenant", caller.tenant().value());
        ArrayNode scopes = node.putArray("scopes");
        caller.scopes().stream().sorted().map(Scope::word).forEach(scopes::add);
        return node;
    }
}
