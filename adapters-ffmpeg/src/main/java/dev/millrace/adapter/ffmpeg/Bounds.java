package dev.millrace.adapter.ffmpeg;

import java.lang.management.ManagementFactory;
import java.util.List;

/// What the system lets one media process have, whatever it was made to ask for (`setrlimit(2)`).
///
/// Memory is that which a process can fill, not the addresses it reserves: threads reserve much that they never use.
///
/// @param memory most bytes of memory
/// @param fileBytes most bytes of one file that it writes
/// @param openFiles most files it has open
/// @param processorSeconds most seconds of one processor
record Bounds(long memory, long fileBytes, int openFiles, long processorSeconds) {
    private static final long GIB = 1L << 30;

    /// Headers are read within a second and a fraction of that memory, of any film.
    static final Bounds PROBING = new Bounds(GIB, GIB, 64, 20);

    /// Pictures of 8K take gigabytes, and a day of film takes a hundred; how long it may take is up to [WorkLimits].
    static final Bounds WORKING = new Bounds(Math.max(2 * GIB, memoryOfTheMachine() / 4 * 3), 256 * GIB, 512, 0);

    /// The words of `prlimit` for these. The number of processes is that of a whole user, and counts threads.
    List<String> words() {
        return List.of(
                "--core=0",
                "--data=" + memory,
                "--fsize=" + fileBytes,
                "--nofile=" + openFiles,
                "--nproc=" + 8192,
                "--cpu=" + (processorSeconds == 0 ? "unlimited" : processorSeconds));
    }

    /// Of the container, where there is one.
    private static long memoryOfTheMachine() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 4 * GIB;
    }
}
