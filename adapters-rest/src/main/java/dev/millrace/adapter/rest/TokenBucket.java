package dev.millrace.adapter.rest;

import java.util.function.LongSupplier;

/// Lets so many through in a second on average, and some more together after a quiet time.
final class TokenBucket {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double most;
    private final LongSupplier nanos;
    private double tokens;
    private long filled;

    /// @param most that may come together, at least 1
    /// @param nanos a clock that only goes forward
    TokenBucket(double perSecond, double most, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.most = most;
        this.nanos = nanos;
        this.tokens = most;
        this.filled = nanos.getAsLong();
    }

    /// Whether one more may pass now.
    synchronized boolean take() {
        long now = nanos.getAsLong();
        tokens = Math.min(most, tokens + perSecond * (now - filled) / NANOS);
        filled = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
