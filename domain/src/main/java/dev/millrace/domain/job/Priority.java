package dev.millrace.domain.job;

/// How urgent a job is.
///
/// @param value 0 (whenever) to 100 (now)
public record Priority(int value) {
    /// What a job has unless it says otherwise.
    public static final Priority NORMAL = new Priority(50);

    /// Before everything else.
    public static final Priority HIGHEST = new Priority(100);

    /// Refuses values outside 0 to 100.
    public Priority {
        if (value < 0 || value > 100) {
            throw new IllegalArgumentException("a priority is 0 to 100, not " + value);
        }
    }

    /// The class in which it is queued.
    public PriorityClass priorityClass() {
        if (value <= 33) {
            return PriorityClass.LOW;
        }
        return value <= 66 ? PriorityClass.NORMAL : PriorityClass.HIGH;
    }
}
