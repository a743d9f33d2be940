package dev.millrace.application.port;

import java.util.function.Consumer;

/// What is said while a task is worked on, for the log of its attempt.
///
/// Tools are called many levels deep, and all of them on the thread of the attempt, so the log goes with the thread and not
/// through every signature. Where nobody keeps one, what is said is dropped.
public final class ToolLog {
    private static final ScopedValue<Consumer<String>> KEEPER = ScopedValue.newInstance();

    private ToolLog() {}

    /// Does some work and keeps what is said meanwhile on this thread.
    ///
    /// @param keeper takes texts of one or more lines
    public static <T, X extends Throwable> T keeping(
            Consumer<String> keeper, ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(KEEPER, keeper).call(work);
    }

    /// Says something: one or more lines, about which the keeper makes sure that they hold no secret.
    public static void say(String text) {
        if (KEEPER.isBound()) {
            KEEPER.get().accept(text);
        }
    }
}
