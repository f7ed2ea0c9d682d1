package org.harborlight.connector.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.directory.Directory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhooks of all submitters that have one, as this instance works on them. Follows the directory: a submitter that is
 * suspended or revoked is told nothing after the requests in flight, and a changed endpoint is another webhook.
 * Thread-safe.
 */
public final class StatusWebhooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusWebhooks.class);

    private final WebhookServices services;
    private final Duration closePatience;
    private final Map<String, WebhookThread> running = new HashMap<>();
    private final Map<String, WebhookThread> ending = new HashMap<>();
    private boolean closed;

    /** @param closePatience how long requests in flight may still take when everything stops */
    public StatusWebhooks(WebhookServices services, Duration closePatience) {
        this.services = services;
        this.closePatience = closePatience;
    }

    /** Starts and stops webhooks; does not wait for any. */
    public synchronized void reconcile(Directory directory) {
        if (closed) {
            return;
        }
        Map<String, Endpoint> wanted = wanted(directory);
        for (WebhookThread thread : List.copyOf(running.values())) {
            String submitter = thread.status().submitterId();
            if (!thread.endpoint().equals(wanted.get(submitter))) {
                running.remove(submitter);
                thread.stop();
                ending.put(submitter, thread);
                log(submitter, "webhook stops");
            }
        }
        wanted.forEach((submitter, endpoint) -> running.computeIfAbsent(submitter, _ -> started(submitter, endpoint)));
    }

    private WebhookThread started(String submitter, Endpoint endpoint) {
        WebhookThread thread =
                new WebhookThread(submitter, endpoint, services, Optional.ofNullable(ending.remove(submitter)));
        thread.start();
        log(submitter, "webhook starts");
        return thread;
    }

    private static Map<String, Endpoint> wanted(Directory directory) {
        Map<String, Endpoint> wanted = new HashMap<>();
        for (Participant participant : directory.participants()) {
            Endpoint webhook = participant.getStatusWebhook();
            if (webhook != null && participant.getSubmits() && participant.getStatus() == ParticipantStatus.ACTIVE) {
                wanted.put(participant.getParticipantId(), webhook);
            }
        }
        return wanted;
    }

    /** In the order of their names. */
    public synchronized List<WebhookStatus> status() {
        return running.values().stream()
                .map(WebhookThread::status)
                .sorted(Comparator.comparing(WebhookStatus::submitterId))
                .toList();
    }

    /** Stops all at once and waits until the requests in flight have ended and are committed. */
    @Override
    public void close() {
        List<WebhookThread> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(running.values());
            all.addAll(ending.values());
        }
        all.forEach(WebhookThread::stop);
        long end = System.nanoTime() + closePatience.toNanos();
        for (WebhookThread thread : all) {
            if (!thread.join(Duration.ofNanos(end - System.nanoTime()))) {
                log(thread.status().submitterId(), "webhook did not end in time");
            }
        }
    }

    private static void log(String submitter, String message) {
        LOG.atInfo().addKeyValue("submitter", submitter).log(message);
    }
}
