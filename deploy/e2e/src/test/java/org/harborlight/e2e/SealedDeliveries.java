package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.SectionOpener;

/** To which key of the partner its sections are sealed. For one thread. */
final class SealedDeliveries {
    private final RotationScene scene;

    SealedDeliveries(RotationScene scene) {
        this.scene = scene;
    }

    /** Goes on once a delivery came that this key opens; from then on every new one is opened by it, and none by the other. */
    void awaitOnly(SealingKey key, SealingKey other) {
        awaitOne(key);
        assertThat(scene.awaitSome(scene.load().accepted())).allSatisfy(one -> {
            assertThat(opened(key, one)).as("by " + key.keyId()).isPositive();
            assertThat(opened(other, one)).as("by " + other.keyId()).isZero();
        });
    }

    /** Goes on once a delivery of a notice that is yet to come is opened by this key. */
    void awaitOne(SealingKey key) {
        Set<String> before = scene.load().accepted();
        await("what is sealed to " + key.keyId())
                .atMost(RotationScene.PATIENCE)
                .until(() -> scene.since(before).stream().anyMatch(one -> opened(key, one) > 0));
    }

    private static int opened(SealingKey key, DeliveryCheck.Genuine delivery) {
        return new SectionOpener(key).open(delivery).sections().size();
    }
}
