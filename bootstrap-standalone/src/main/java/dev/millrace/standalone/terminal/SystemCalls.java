package dev.millrace.standalone.terminal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The two functions of the C library that know terminals.
final class SystemCalls {
    /// Made when it is first needed; that takes a while.
    static final SystemCalls LIBRARY = new SystemCalls();

    /// The request "tell me the window's size", in the two families of systems.
    private static final long TIOCGWINSZ = System.getProperty("os.name").startsWith("Linux") ? 0x5413L : 0x40087468L;

    /// `struct winsize`: rows, columns, and two more that nobody fills, two bytes each.
    private static final int WINSIZE_BYTES = 8;

    private static final int COLUMNS_AT = 2;

    private final MethodHandle isatty;
    private final MethodHandle ioctl;

    @SuppressWarnings("restricted") // The manifest of the program enables native access.
    private SystemCalls() {
        Linker linker = Linker.nativeLinker();
        isatty = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("isatty"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        ioctl = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("ioctl"),
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                Linker.Option.firstVariadicArg(2));
    }

    boolean isTerminal(int descriptor) {
        try {
            return (int) isatty.invokeExact(descriptor) == 1;
        } catch (Throwable e) {
            throw new IllegalStateException("isatty(3) takes a number and gives one", e);
        }
    }

    /// The width of a terminal; 0 when it does not know.
    int columns(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(WINSIZE_BYTES);
            boolean answered = (int) ioctl.invokeExact(descriptor, TIOCGWINSZ, size) == 0;
            return answered ? Short.toUnsignedInt(size.get(JAVA_SHORT, COLUMNS_AT)) : 0;
        } catch (Throwable e) {
            throw new IllegalStateException("ioctl(2) takes a descriptor, a request and a place", e);
        }
    }
}
