package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.util.List;

/// Words in front of a command that take from it what it does not need: the network, other people's files, rights.
sealed interface Sandbox permits Sandbox.None, Bubblewrap, Namespaces, OtherUser {
    /// The words for this call, the command itself not included.
    ///
    /// @throws IOException when the call's folder can't be made ready
    List<String> around(MediaCall call) throws IOException;

    /// What it is, and what it does not keep out, to stand behind "media processes run".
    String describe();

    /// Whether a program that was taken over reaches neither the network nor any file but its own.
    boolean isWhole();

    /// Nothing is taken; for machines that allow nothing, and people who want it so.
    record None() implements Sandbox {
        @Override
        public List<String> around(MediaCall call) {
            return List.of();
        }

        @Override
        public String describe() {
            return "without a sandbox: they can read what this user can, and reach the network";
        }

        @Override
        public boolean isWhole() {
            return false;
        }
    }
}
