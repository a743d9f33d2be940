package dev.millrace.application.webhook;

import dev.millrace.application.port.PersistenceUnavailable;
import dev.millrace.application.port.WebhookSender;
import dev.millrace.application.port.WebhookSender.Answer;
import dev.millrace.application.port.WebhookStore;
import dev.millrace.application.port.WebhookStore.Due;
import dev.millrace.application.port.WebhookStore.Next;
import dev.millrace.domain.identity.WebhookId;
import dev.millrace.domain.webhook.DeliverySchedule;
import dev.millrace.domain.webhook.WebhookDelivery;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// Sends what is due, to many receivers at once and to each in small numbers, so that one that hangs holds up itself alone.
public final class DeliverWebhooks {
    /// Longer than a sender takes for one attempt. A process that dies costs a delivery so long.
    public static final Duration LEASE = Duration.ofMinutes(1);

    /// How often to look for what is due.
    public static final Duration PACE = Duration.ofSeconds(1);

    /// How long what became of a delivery can be read.
    public static final Duration REMEMBERED = Duration.ofDays(30);

    private static final System.Logger LOG = System.getLogger(DeliverWebhooks.class.getName());

    private static final int AT_ONCE = 32;
    private static final int EACH = 4;
    private static final int FORGOTTEN_AT_ONCE = 500;
    private static final int GONE = 410;

    private final WebhookStore store;
    private final WebhookSender sender;
    private final Clock clock;
    private final RandomGenerator random;
    private boolean away;
    private final Map<Thread, WebhookId> running = new ConcurrentHashMap<>();

    /// @param store knows what is due
    /// @param sender brings it there
    /// @param clock dates messages and attempts
    /// @param random spreads attempts
    public DeliverWebhooks(WebhookStore store, WebhookSender sender, Clock clock, RandomGenerator random) {
        this.store = store;
        this.sender = sender;
        this.clock = clock;
        this.random = random;
    }

    /// Begins to send what is due, and forgets what is old. Not to be called by two threads at once.
    public void round() {
        try {
            begin();
            store.forget(REMEMBERED, FORGOTTEN_AT_ONCE);
            away = false;
        } catch (PersistenceUnavailable unavailable) {
            // Once for each outage; an operator needs no line every second.
            LOG.log(
                    away ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                    "Webhooks will be looked at again: {0}",
                    unavailable.getMessage());
            away = true;
        }
    }

    private void begin() {
        int free = AT_ONCE - running.size();
        if (free == 0) {
            return;
        }
        List<Due> due = store.claim(Set.copyOf(running.values()), EACH, free, LEASE);
        for (Due next : due) {
            Thread thread = Thread.ofVirtual().name("millrace-webhook").unstarted(() -> send(next));
            running.put(thread, next.webhook().id());
            thread.start();
        }
    }

    /// Breaks off what is on its way, and waits until nothing is. It is sent again when its lease ran out.
    public void stop() throws InterruptedException {
        for (Thread thread : running.keySet()) {
            thread.interrupt();
        }
        for (Thread thread : running.keySet()) {
            thread.join();
        }
    }

    private void send(Due due) {
        try {
            Instant began = clock.instant();
            Answer answer = post(due, began);
            settle(due, began, answer);
        } catch (InterruptedException _) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "Delivery {0} is broken off",
                    due.delivery().id());
        } catch (PersistenceUnavailable away) {
            // Its lease runs out, and it is sent again: a receiver knows it by its id.
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "Nobody noted delivery {0}: {1}",
                    due.delivery().id(),
                    away.getMessage());
        } catch (RuntimeException fault) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "Delivery " + due.delivery().id() + " failed by a fault of Millrace",
                    fault);
        } finally {
            running.remove(Thread.currentThread());
        }
    }

    private Answer post(Due due, Instant now) throws InterruptedException {
        String body = due.delivery().message();
        Map<String, String> headers = WebhookSignature.headers(
                due.delivery().id().toString(), now, body, due.webhook().secrets(now));
        return sender.post(due.webhook().url(), headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private void settle(Due due, Instant began, Answer answer) {
        Instant now = clock.instant();
        long took = Duration.between(began, now).toMillis();
        switch (answer) {
            case Answer.Answered(int status) ->
                store.settle(due, new WebhookDelivery.Attempt(now, status, explained(status), took), next(due, status));
            case Answer.Unanswered(String why) ->
                store.settle(due, new WebhookDelivery.Attempt(now, 0, why, took), again(due));
        }
    }

    private Next next(Due due, int status) {
        if (taken(status)) {
            return new Next.Delivered();
        }
        return status == GONE ? new Next.Gone() : again(due);
    }

    private Next again(Due due) {
        return DeliverySchedule.after(due.tries(), random.nextDouble())
                .<Next>map(Next.Again::new)
                .orElseGet(Next.GivenUp::new);
    }

    private static boolean taken(int status) {
        return status >= 200 && status < 300;
    }

    private static String explained(int status) {
        if (taken(status)) {
            return "";
        }
        if (status == GONE) {
            return "The receiver says that it is gone; the webhook is disabled.";
        }
        return status >= 300 && status < 400
                ? "The receiver points elsewhere, and redirects are not followed."
                : "The receiver did not take it.";
    }
}
