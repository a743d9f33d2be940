package dev.millrace.bootstrap;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// What a further signal does while the server stops: what the system does with it, which is to end the process at once.
/// The Java machine would let it wait for the end of the stop.
public final class SecondSignal {
    private static final int[] ENDING = {1, 2, 15}; // HUP, INT, TERM: the same numbers on every Unix

    private SecondSignal() {}

    /// Gives the signals back to the system (`signal(2)`, `SIG_DFL`).
    @SuppressWarnings("restricted") // The manifest of the program enables native access.
    public static void endsAtOnce() {
        Linker linker = Linker.nativeLinker();
        MethodHandle signal = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("signal"), FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
        for (int number : ENDING) {
            try {
                var _ = (MemorySegment) signal.invokeExact(number, MemorySegment.NULL);
            } catch (Throwable e) {
                throw new IllegalStateException("signal(2) takes a number and a handler", e);
            }
        }
    }
}
