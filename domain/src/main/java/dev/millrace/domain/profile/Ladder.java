package dev.millrace.domain.profile;

import java.util.List;

/// Rungs from the tallest to the smallest, each short side once.
///
/// @param rungs 1 to 12
public record Ladder(List<Rung> rungs) {
    /// The most rungs: all are encoded at once from one decode, so each costs every worker memory.
    public static final int MOST = 12;

    /// Refuses empty, endless and unordered ladders.
    public Ladder {
        rungs = List.copyOf(rungs);
        if (rungs.isEmpty() || rungs.size() > MOST) {
            throw new IllegalArgumentException("a ladder has 1 to " + MOST + " rungs, not " + rungs.size());
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
