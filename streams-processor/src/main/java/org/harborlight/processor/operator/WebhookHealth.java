package org.harborlight.processor.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.harborlight.processor.operator.Health.Check;
import org.harborlight.processor.operator.Health.Status;

/**
 * Judges how submitters are told by their webhooks. Never more than a warning: what they are not told, the status still
 * shows them. Pure.
 */
final class WebhookHealth {
    private static final String NAME = "webhooks";
    /** A failure or two are nothing. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Duration RECENT = Duration.ofDays(1);

    private WebhookHealth() {}

    static Check check(Optional<HealthFacts.Connectors> connectors, Instant now) {
        if (connectors.isEmpty()) {
            return new Check(NAME, Status.OK, HealthEvaluator.NOT_KNOWN, Map.of());
        }
        Map<String, Object> troubled = new TreeMap<>();
        for (HealthFacts.Webhook webhook : connectors.get().webhooks()) {
            trouble(webhook, now).ifPresent(text -> troubled.put(webhook.submitter(), text));
        }
        return troubled.isEmpty()
                ? new Check(NAME, Status.OK, "none waits for long", Map.of())
                : new Check(NAME, Status.WARN, troubled.size() + " not told", troubled);
    }

    private static Optional<String> trouble(HealthFacts.Webhook webhook, Instant now) {
        if (webhook.lastGivenUp().filter(at -> at.plus(RECENT).isAfter(now)).isPresent()) {
            return Optional.of("given up: it has to ask");
        }
        boolean waits = webhook.since()
                .filter(since -> !since.plus(PATIENCE).isAfter(now))
                .isPresent();
        return waits || webhook.phase().equals("failed") ? Optional.of(webhook.phase()) : Optional.empty();
    }
}
