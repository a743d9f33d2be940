package dev.millrace.adapter.rest;

import dev.millrace.domain.access.ApiKey;
import dev.millrace.domain.access.Scope;
import dev.millrace.domain.failure.FailureCode;
import jakarta.inject.Singleton;
import java.util.List;

/// Tells what [KeysController] and [SessionController] do.
@Singleton
final class KeysChapter implements Chapter {
    private static final Schema SCOPE = Schema.word(Scope.values(), Scope::word).named("Scope");
    private static final Schema TENANT = Schema.text("[a-z0-9][a-z0-9-]{0,62}");

    private static final Schema NEW_KEY = Schema.object()
            .with("name", Schema.text(1, ApiKey.LONGEST_NAME), "For people.")
            .with("scopes", Schema.list(SCOPE, 1, Scope.values().length), "What it is good for.")
            .optional("tenant", TENANT, "Whose it is, for operators; else that of the caller.")
            .closed()
            .named("NewKey");

    private static final Schema FIELDS = Schema.object()
            .with("id", Schema.id(), "Which key.")
            .with("name", Schema.text(), "For people.")
            .with("tenant", TENANT, "Whose it is.")
            .with("scopes", Schema.list(SCOPE), "What it is good for.")
            .with("created_at", Schema.moment(), "When it was made.");

    private static final Schema SESSION = Schema.object()
            .with("tenant", TENANT, "Whose work the caller sees.")
            .with("scopes", Schema.list(SCOPE), "What the caller may do.")
            .named("Session");

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public String what() {
        return "Who may do what, and the sessions of browsers.";
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.of("POST /keys", "createKey", "Makes a key.")
                        .takes(NEW_KEY)
                        .answers(
                                201,
                                FIELDS.with("key", Schema.text(), "The key itself; it is told only now.")
                                        .named("KeyWithText"),
                                "The key.")
                        .telling("Location", "The address of the key.")
                        .refuses(FailureCode.KEYS_UNUSED),
                Operation.of("GET /keys", "listKeys", "Lists keys, without what they say.")
                        .query("tenant", TENANT, "Whose, for operators.")
                        .paged(50, Schema.id())
                        .page("keys", FIELDS.named("Key"), "KeyPage"),
                Operation.of("DELETE /keys/{id}", "deleteKey", "Deletes a key. It is refused from now on.")
                        .path("id", Schema.id(), "Which key.")
                        .query("tenant", TENANT, "Whose, for operators.")
                        .answers(204, "It is gone."),
                Operation.of("POST /session", "beginSession", "Gives a browser a cookie for the key that it shows.")
                        .answers(200, SESSION, "Who the caller is.")
                        .telling("Set-Cookie", "The cookie, where the server asks for keys."),
                Operation.of("GET /session", "getSession", "Says who the caller is.")
                        .answers(200, SESSION, "Who the caller is."),
                Operation.of("DELETE /session", "endSession", "Takes the cookie away.")
                        .answers(204, "There is no session any more.")
                        .telling("Set-Cookie", "That takes the place of the cookie, and is gone at once."));
    }
}
