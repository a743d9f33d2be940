package dev.millrace.adapter.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Whether what was put has to survive a power cut.
enum Durability {
    /// It has: a file's bytes are on disk before it gets its name, and the name is before the put returns.
    SYNCED {
        @Override
        void syncFile(Path file) throws IOException {
            // Not by a channel: an interrupt would close that, and say that storage failed.
            try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
                open.getFD().sync();
            }
        }

        @Override
        void syncFolder(Path folder) throws IOException {
            try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
                open.force(true);
            }
        }
    },

    /// It has not: it is thrown away with the process.
    UNSYNCED {
        @Override
        void syncFile(Path file) {}

        @Override
        void syncFolder(Path folder) {}
    };

    abstract void syncFile(Path file) throws IOException;

    abstract void syncFolder(Path folder) throws IOException;
}
