package dev.millrace.testkit;

import dev.millrace.application.port.ArrivalStore;
import dev.millrace.application.port.AttemptStore;
import dev.millrace.application.port.JobStore;
import dev.millrace.application.port.KeyStore;
import dev.millrace.application.port.Persistence;
import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.application.port.ProfileCatalog;
import dev.millrace.application.port.TaskStore;
import dev.millrace.application.port.UploadStore;
import dev.millrace.application.port.WebhookStore;
import dev.millrace.application.port.WorkerRegistry;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/// A persistence that is away when a test says so.
public final class Outage implements Persistence {
    private final Persistence behind;
    private final AtomicInteger failures = new AtomicInteger();

    /// @param behind what answers while there is none
    public Outage(Persistence behind) {
        this.behind = behind;
    }

    /// Every call fails from now on.
    public void begin() {
        failures.set(Integer.MAX_VALUE);
    }

    /// So many calls fail from now on.
    public void beginForCalls(int calls) {
        failures.set(calls);
    }

    /// Every call reaches what is behind again.
    public void end() {
        failures.set(0);
    }

    @Override
    public JobStore jobs() {
        return failing(JobStore.class, behind.jobs());
    }

    @Override
    public TaskStore tasks() {
        return failing(TaskStore.class, behind.tasks());
    }

    @Override
    public ProfileCatalog profiles() {
        return failing(ProfileCatalog.class, behind.profiles());
    }

    @Override
    public UploadStore uploads() {
        return failing(UploadStore.class, behind.uploads());
    }

    @Override
    public KeyStore keys() {
        return failing(KeyStore.class, behind.keys());
    }

    @Override
    public WebhookStore webhooks() {
        return failing(WebhookStore.class, behind.webhooks());
    }

    @Override
    public ArrivalStore arrivals() {
        return failing(ArrivalStore.class, behind.arrivals());
    }

    @Override
    public AttemptStore attempts() {
        return failing(AttemptStore.class, behind.attempts());
    }

    @Override
    public WorkerRegistry workers() {
        return failing(WorkerRegistry.class, behind.workers());
    }

    @Override
    public void close() {
        behind.close();
    }

    private <T> T failing(Class<T> port, T real) {
        Object proxy = Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, method, arguments) -> {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new PersistenceUnavailable("The persistence is away.", new IOException("cut off"));
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        });
        return port.cast(proxy);
    }
}
