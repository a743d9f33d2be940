package dev.millrace.architecture.wrong.circle.one;

import dev.millrace.architecture.wrong.circle.other.OtherHalf;

/// Breaks: packages form no circle.
public interface HalfOfACircle {

    OtherHalf other();
}
