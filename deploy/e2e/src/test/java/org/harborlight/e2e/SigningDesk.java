package org.harborlight.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.DeliveryEcho;
import org.harborlight.standalone.partner.DeliveryVerifier;
import org.harborlight.standalone.partner.PushReceiver;
import org.jspecify.annotations.Nullable;

/** A desk that signs its receipts, with a key of its choice; it can sign a single one with another. Safe for all threads. */
final class SigningDesk implements PushReceiver {
    private final PushReceiver system;
    private final DeliveryVerifier verifier;
    private final AtomicReference<@Nullable Once> once = new AtomicReference<>();
    private volatile SigningKey key;

    /** A key for one receipt, and the delivery that it was given for. */
    private record Once(SigningKey key, CompletableFuture<String> deliveryId) {}

    SigningDesk(PushReceiver system, DeliveryVerifier verifier, SigningKey key) {
        this.system = system;
        this.verifier = verifier;
        this.key = key;
    }

    void signsWith(SigningKey next) {
        key = next;
    }

    /** Waits for the next delivery, and signs its receipt so; the delivery's id. */
    String signOnceWith(SigningKey other) {
        Once next = new Once(other, new CompletableFuture<>());
        once.set(next);
        await("a delivery").atMost(DrilledExchange.PATIENCE).until(next.deliveryId()::isDone);
        return next.deliveryId().join();
    }

    @Override
    public Answer receive(Push push) {
        Answer answer = system.receive(push);
        return answer.status() == 200
                        && verifier.verify(push.body(), Instant.now()) instanceof DeliveryCheck.Genuine came
                ? new Answer(200, signed(came))
                : answer;
    }

    private String signed(DeliveryCheck.Genuine came) {
        Once special = once.getAndSet(null);
        if (special != null) {
            special.deliveryId().complete(came.delivery().getDeliveryId());
        }
        SigningKey by = special == null ? key : special.key();
        return new DeliveryEcho(Optional.of(by), InstantSource.system())
                .of(came)
                .toString();
    }
}
