package dev.millrace.client;

/// The server answered, and did not do what was asked for.
public final class RequestRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    RequestRefused(Problem problem) {
        super(problem.status() + " " + problem.code() + ": " + problem.detail());
        this.problem = problem;
    }

    /// Why, with a stable code.
    public Problem problem() {
        return problem;
    }
}
