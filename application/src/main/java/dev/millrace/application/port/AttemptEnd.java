package dev.millrace.application.port;

/// How an attempt at a task ended.
public enum AttemptEnd {
    /// Its product counts.
    DONE("done"),
    /// It failed and the task is tried again.
    RETRIED("retried"),
    /// It failed, and the task and its job with it.
    FAILED("failed"),
    /// More of its source had to arrive first.
    POSTPONED("postponed"),
    /// The worker was shutting down.
    HANDED_BACK("handed_back"),
    /// The task was canceled, deleted or taken over, so nothing of it counts.
    LOST("lost");

    private final String word;

    AttemptEnd(String word) {
        this.word = word;
    }

    /// As it is written everywhere.
    public String word() {
        return word;
    }

    /// How an attempt ended that was settled so.
    public static AttemptEnd of(Settlement settlement) {
        return switch (settlement) {
            case Settlement.Succeeded _ -> DONE;
            case Settlement.Retried _ -> RETRIED;
            case Settlement.GaveUp _ -> FAILED;
            case Settlement.Postponed _ -> POSTPONED;
            case Settlement.HandedBack _ -> HANDED_BACK;
        };
    }
}
