package dev.millrace.adapter.rest;

/// What one server takes on at once. Whatever is more is refused at once, with 429 or 503, so that the rest is served.
///
/// @param perSecond how many requests of one tenant are answered in a second, on average; ten times as many may come
///     together. Whoever shows the first key is not counted, nor anybody where nobody is asked for a key
/// @param running how many requests are worked on at a time
/// @param waiting how many more may wait for their turn
/// @param streams how many clients may be told of events at a time
public record RestLimits(int perSecond, int running, int waiting, int streams) {
    /// More at a time would only wait for connections to the database, of which there are about ten.
    public static final RestLimits STANDARD = new RestLimits(100, 32, 256, 1000);

    /// Refuses limits by which nothing would be answered.
    public RestLimits {
        if (perSecond < 1 || running < 1 || waiting < 1 || streams < 1) {
            throw new IllegalArgumentException("a limit lets one through at least");
        }
    }

    /// With another rate.
    public RestLimits perSecond(int requests) {
        return new RestLimits(requests, running, waiting, streams);
    }
}
