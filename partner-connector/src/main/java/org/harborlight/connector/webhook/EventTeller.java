package org.harborlight.connector.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.harborlight.connector.lane.LaneHold;
import org.harborlight.connector.lane.RetrySchedule;
import org.harborlight.connector.push.LaneBreaker;
import org.harborlight.connector.push.PushAnswer;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.Participant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a submitter of what is due, of several notices at once, and decides when what failed is tried again. What is
 * older than the span, or refused at every step, is given up. For the webhook's thread, which waits for the answers.
 */
final class EventTeller {
    private static final Logger LOG = LoggerFactory.getLogger(EventTeller.class);

    private final WebhookServices services;
    private final WebhookStatus status;
    private final WebhookMetrics metrics;
    private final LaneBreaker breaker;
    private final LaneHold hold;
    private boolean away;
    private String lastFailure = "";

    EventTeller(WebhookServices services, WebhookStatus status, WebhookMetrics metrics, LaneBreaker breaker) {
        this.services = services;
        this.status = status;
        this.metrics = metrics;
        this.breaker = breaker;
        this.hold = new LaneHold(
                breaker::openUntil,
                services.policy().pause(),
                () -> services.submitter(status.submitterId()),
                services.steady());
    }

    /** To whom, and by what is agreed. */
    private record To(Participant submitter, Endpoint webhook, RetrySchedule retries) {}

    private record Attempt(WaitingEvent event, Future<Optional<PushAnswer>> answer) {}

    /**
     * Returns when every attempt has ended, whether there was any. Does nothing while nothing may be sent, but for giving up
     * what is too old while the endpoint is away: each attempt would take its time in vain.
     */
    boolean tell(EventWindow window) {
        return services.submitter(status.submitterId())
                .flatMap(this::reached)
                .filter(to -> tell(window, to))
                .isPresent();
    }

    private Optional<To> reached(Participant submitter) {
        return Optional.ofNullable(submitter.getStatusWebhook())
                .map(webhook -> new To(submitter, webhook, services.retries(submitter)));
    }

    private boolean tell(EventWindow window, To to) {
        Instant now = services.steady().instant();
        int most = services.policy().atOnce(to.submitter().getAgreement());
        List<WaitingEvent> due = new ArrayList<>(window.due(now, most));
        if (away) {
            Instant time = services.clock().instant();
            List<WaitingEvent> old =
                    due.stream().filter(event -> !ends(event, to).isAfter(time)).toList();
            old.forEach(event -> giveUp(window, event, "expired"));
            due.removeAll(old);
        }
        if (due.isEmpty() || heldUntil(now).isPresent()) {
            return false;
        }
        boolean any = false;
        for (Attempt attempt : attempts(due, to)) {
            Optional<PushAnswer> answer = ended(attempt);
            answer.ifPresent(given -> settle(window, attempt.event(), given, to));
            any |= answer.isPresent();
        }
        return any;
    }

    /** Until when nothing is sent, by the steady clock; empty when something may be. */
    Optional<Instant> heldUntil(Instant now) {
        return hold.at(now).map(LaneHold.Held::until);
    }

    /** Shows how things stand. */
    void show(EventWindow window) {
        if (resting()) {
            status.enter(WebhookStatus.Phase.RESTING, lastFailure);
        } else if (window.failing()) {
            status.enter(WebhookStatus.Phase.FAILING, lastFailure);
        } else {
            status.enter(WebhookStatus.Phase.RUNNING, null);
        }
        status.show(window, breaker.state());
    }

    private boolean resting() {
        return hold.at(services.steady().instant())
                .filter(held -> held.reason().equals(LaneHold.PAUSED))
                .isPresent();
    }

    private List<Attempt> attempts(List<WaitingEvent> due, To to) {
        List<Attempt> attempts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(event -> attempts.add(new Attempt(event, threads.submit(() -> attempt(event, to)))));
        }
        return attempts;
    }

    /** Empty where the breaker does not let it through. */
    private Optional<PushAnswer> attempt(WaitingEvent event, To to) {
        if (!breaker.admits()) {
            return Optional.empty();
        }
        Instant started = services.clock().instant();
        PushAnswer answer = new PushAnswer.Failed("fault", true, Optional.empty());
        try {
            answer = services.push().push(event.event(), to.submitter(), to.webhook());
            return Optional.of(answer);
        } finally {
            Duration took = Duration.between(started, services.clock().instant());
            breaker.record(answer, took);
            metrics.attempt(answer.code(), took);
        }
    }

    private void settle(EventWindow window, WaitingEvent event, PushAnswer answer, To to) {
        switch (answer) {
            case PushAnswer.Receipted _ -> told(window, event);
            case PushAnswer.Gone _ -> {
                hold.pause(services.steady().instant());
                failed(window, event, to, new Failure(answer.code(), true, Optional.empty()));
            }
            case PushAnswer.Refused _ -> failed(window, event, to, new Failure(answer.code(), false, Optional.empty()));
            case PushAnswer.Failed(String reason, boolean outage, Optional<Duration> retryAfter) ->
                failed(window, event, to, new Failure(reason, outage, retryAfter));
        }
    }

    private void told(EventWindow window, WaitingEvent event) {
        away = false;
        window.done(event);
        metrics.told(Duration.between(event.at(), services.clock().instant()));
    }

    /** @param outage whether it says something about the endpoint as a whole rather than about this event */
    private record Failure(String reason, boolean outage, Optional<Duration> retryAfter) {}

    /**
     * An event that the endpoint itself refuses holds up those behind it for no longer than all steps once. What failed
     * while the endpoint was away does not count there.
     */
    private void failed(EventWindow window, WaitingEvent event, To to, Failure failure) {
        away = failure.outage();
        lastFailure = failure.reason();
        Instant now = services.clock().instant();
        int failures = failure.outage() ? window.failures(event) + 1 : window.refused(event);
        if (!failure.outage() && failures > to.retries().steps().size()) {
            giveUp(window, event, "refused");
            return;
        }
        to.retries()
                .next(failures, failure.retryAfter(), now, ends(event, to), services.random())
                .ifPresentOrElse(
                        at -> window.again(event, services.steady().instant().plus(Duration.between(now, at))),
                        () -> giveUp(window, event, "expired"));
    }

    private static Instant ends(WaitingEvent event, To to) {
        return event.at().plus(WebhookServices.span(to.retries()));
    }

    private void giveUp(EventWindow window, WaitingEvent event, String reason) {
        window.done(event);
        metrics.gaveUp(reason);
        status.gaveUp(services.clock().instant());
        LOG.atWarn()
                .addKeyValue("submitter", status.submitterId())
                .addKeyValue("noticeId", event.event().getNoticeId())
                .addKeyValue("reason", reason)
                .log("a submitter was not told of an event");
    }

    private static Optional<PushAnswer> ended(Attempt attempt) {
        try {
            return attempt.answer().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an attempt ended by a fault of ours", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while attempts were under way", e);
        }
    }
}
