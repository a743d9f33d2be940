package dev.millrace.adapter.rest;

/// Ends the handling of a request with a problem.
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    Refused(Problem problem) {
        super(problem.failure().toString());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
