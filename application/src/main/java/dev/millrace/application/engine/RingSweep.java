package dev.millrace.application.engine;

import dev.millrace.application.announce.Announcer;

/// Rings for tasks that became ready without anybody ringing: their delay ran out, or the process that made them ready
/// died before it could.
record RingSweep(Announcer announcer) implements Sweep {
    @Override
    public void run() {
        announcer.ringReady();
    }
}
