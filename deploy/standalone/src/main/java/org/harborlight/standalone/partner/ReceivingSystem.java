package org.harborlight.standalone.partner;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The system behind a partner's endpoint: verifies the webhook, the signed delivery and its addressee, hands it to the
 * desk, and echoes a receipt. Refuses in words what is not genuine, and for good only what can never be. Safe for all
 * threads if its desk is.
 */
public final class ReceivingSystem implements PushReceiver {
    private final WebhookSignature webhook;
    private final DeliveryVerifier verifier;
    private final Desk desk;
    private final DeliveryEcho echo;
    private final InstantSource clock;

    /** Echoes without a receipt of the partner's own. */
    public ReceivingSystem(WebhookSignature webhook, DeliveryVerifier verifier, Desk desk, InstantSource clock) {
        this(webhook, verifier, desk, new DeliveryEcho(Optional.empty(), clock), clock);
    }

    public ReceivingSystem(
            WebhookSignature webhook, DeliveryVerifier verifier, Desk desk, DeliveryEcho echo, InstantSource clock) {
        this.webhook = webhook;
        this.verifier = verifier;
        this.desk = desk;
        this.echo = echo;
        this.clock = clock;
    }

    /** Where deliveries end up. */
    public interface Desk {
        /** A genuine delivery; the receipt is sent when this returns, and not when it throws. */
        void take(DeliveryCheck.Genuine genuine, byte[] body, Instant at);

        /** Something that was not genuine, as it came. */
        void refused(String reason, byte[] body);
    }

    @Override
    public Answer receive(Push push) {
        Instant now = clock.instant();
        if (!webhook.valid(push.id(), push.timestamp(), push.signature(), push.body(), now)) {
            return refuse(WebhookSignature.REFUSAL, push.body());
        }
        return switch (verifier.verify(push.body(), now)) {
            case DeliveryCheck.Refused(String reason) -> refuse(reason, push.body());
            case DeliveryCheck.Genuine genuine
            when !genuine.delivery().getDeliveryId().equals(push.id()) -> refuse("webhook-id-differs", push.body());
            case DeliveryCheck.Genuine genuine -> take(genuine, push.body(), now);
        };
    }

    private Answer take(DeliveryCheck.Genuine genuine, byte[] body, Instant now) {
        desk.take(genuine, body, now);
        return new Answer(200, echo.of(genuine).toString());
    }

    private Answer refuse(String reason, byte[] body) {
        desk.refused(reason, body);
        return new Answer(new DeliveryCheck.Refused(reason).status(), "{\"refusal\":\"" + reason + "\"}");
    }
}
