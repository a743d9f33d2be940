package dev.millrace.testkit.scenario;

import dev.millrace.testkit.ScriptedTools;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A step that a worker stays in until the test lets it go, or interrupts it.
final class Hold implements ScriptedTools.Step {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public void run() throws InterruptedException {
        reached.countDown();
        try {
            released.await();
        } catch (InterruptedException stop) {
            interrupted.countDown();
            throw stop;
        }
    }

    void awaitReached() throws InterruptedException {
        require(reached);
    }

    void awaitInterrupted() throws InterruptedException {
        require(interrupted);
    }

    void release() {
        released.countDown();
    }

    private static void require(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("it did not happen within 30 s");
        }
    }
}
