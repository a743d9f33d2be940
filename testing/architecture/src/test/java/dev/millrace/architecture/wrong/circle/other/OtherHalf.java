package dev.millrace.architecture.wrong.circle.other;

import dev.millrace.architecture.wrong.circle.one.HalfOfACircle;

/// Closes the circle.
public interface OtherHalf {

    HalfOfACircle half();
}
