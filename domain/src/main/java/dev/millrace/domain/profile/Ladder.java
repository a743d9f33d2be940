package dev.millrace.domain.profile;

import java.util.List;

/// Rungs from the tallest to the smallest, each short side once.
///
/// @param rungs at least one
public record Ladder(List<Rung> rungs) {
    /// Refuses empty and unordered ladders.
    public Ladder {
        rungs = List.copyOf(rungs);
        if (rungs.isEmpty()) {
            throw new IllegalArgumentException("a ladder has at least one rung");
        }
        for (int i = 1; i < rungs.size(); i++) {
            if (rungs.get(i).shortSide() >= rungs.get(i - 1).shortSide()) {
                throw new IllegalArgumentException("rungs go from the tallest to the smallest, each once");
            }
        }
    }

    /// The rung for sources smaller than all others.
    public Rung smallest() {
        return rungs.getLast();
    }
}
