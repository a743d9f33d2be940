package dev.millrace.adapter.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Does things on threads of their own.
final class AtOnce {

    private AtOnce() {}

    /// Starts it and comes back at once.
    static <T> CompletableFuture<T> start(Callable<T> work) {
        var future = new CompletableFuture<T>();
        Thread.ofVirtual().start(() -> {
            try {
                future.complete(work.call());
            } catch (Throwable e) {
                future.completeExceptionally(e);
            }
        });
        return future;
    }

    /// Does it on many threads that set off together, and answers what each of them got.
    static <T> List<T> times(int threads, Callable<T> work) throws Exception {
        var go = new CountDownLatch(1);
        List<CompletableFuture<T>> started = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            started.add(start(() -> {
                go.await();
                return work.call();
            }));
        }
        go.countDown();
        List<T> answers = new ArrayList<>();
        for (CompletableFuture<T> future : started) {
            answers.add(future.get(2, TimeUnit.MINUTES));
        }
        return answers;
    }
}
