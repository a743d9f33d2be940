package dev.millrace.architecture.wrong.adapter.tape;

import java.io.IOException;

/// Breaks: processes are started in few, known places.
final class AdapterThatStartsAProcess {

    Process start() throws IOException {
        return new ProcessBuilder("true").start();
    }

    @SuppressWarnings("deprecation") // the rule has to see the old way too
    Process startTheOldWay() throws IOException {
        return Runtime.getRuntime().exec("true");
    }
}
