package dev.millrace.bootstrap;

/// How many tasks a machine works on at a time, unless somebody says otherwise.
public final class Slots {
    private Slots() {}

    /// Two chunks at a time keep all processors busy where one alone waits for its slowest part; each more takes the
    /// memory of several encoders.
    ///
    /// @param processors of the machine
    /// @return 2 to 8
    public static int usual(int processors) {
        return Math.clamp(processors / 4, 2, 8);
    }
}
