package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.standalone.pki.KeyFiles;
import org.harborlight.standalone.runtime.ServiceProcess;

/**
 * The exchange replaces the keys that it signs with, and the one that is sealed to; some end, others are revoked. For one
 * thread.
 */
final class ExchangeRotation {
    private static final String SIGNING = "receipt-2 delivery-2 connector-2";

    private final RotationScene scene;
    /** What has ended, by key id, and how. */
    private final Map<String, String> ends = new HashMap<>();

    ExchangeRotation(RotationScene scene) {
        this.scene = scene;
    }

    void signing() throws IOException {
        for (String purpose : List.of("receipt", "delivery", "connector")) {
            scene.operators().show(scene.keys().resolve(purpose + "-1.pem"), purpose + "-1");
            scene.operators().newKey("sign", scene.keys(), purpose + "-2");
        }
        scene.operators().show(scene.keys().resolve("sealing-1.pem"), "sealing-1");
        scene.operators().newKey("seal", scene.keys(), "sealing-2");
        apply(SIGNING);
        await("the new keys are published").atMost(RotationScene.PATIENCE).until(() -> {
            PublishedKeys published = scene.exchange().published();
            published.read(scene.load().client());
            return published.has("receipt-2") && published.has("connector-2");
        });
        restartWithNewKeys();
        scene.load().receiptedBy("receipt-2");
        ends.put("receipt-1", until("validTo"));
        ends.put("delivery-1", until("revokedAt"));
        ends.put("connector-1", until("revokedAt"));
        apply(SIGNING);
        Set<String> before = scene.load().accepted();
        assertThat(scene.awaitSome(before))
                .allSatisfy(one -> assertThat(one.signedBy()).containsOnly("delivery-2"));
        scene.some("the exchange's signing keys");
    }

    private void restartWithNewKeys() throws IOException {
        Path sealing = scene.keys().resolve("sealing-2.pem");
        for (ServiceProcess connector : scene.exchange().services().connectors()) {
            scene.exchange()
                    .restart(
                            connector,
                            "connector-1",
                            text -> second("connector", text)
                                    .replace("sealing.keys=", "sealing.keys=" + sealing + ","));
        }
        for (ServiceProcess processor : scene.exchange().services().processors()) {
            scene.exchange().restart(processor, "processor-1", text -> second("delivery", text));
        }
        int number = 0;
        for (ServiceProcess gateway : scene.exchange().services().gateways()) {
            number++;
            scene.exchange().restart(gateway, "gateway-" + number, text -> second("receipt", text));
            scene.some("gateway " + number + " restarted");
        }
    }

    /** The same file with the second key of a purpose in the place of the first. */
    private static String second(String purpose, String text) {
        return text.replace("key.id=" + purpose + "-1", "key.id=" + purpose + "-2")
                .replace("/" + purpose + "-1.pem", "/" + purpose + "-2.pem");
    }

    void sealing() throws IOException {
        SealingKey former = scene.exchangeSealing();
        SealingKey next = KeyFiles.readSealingKey(scene.keys().resolve("sealing-2.pem"));
        assertThat(scene.load().attempt(scene.sealing(next)))
                .as("before it is listed")
                .containsOnly("invalid-field");
        apply(SIGNING + " sealing-2");
        scene.awaitBothGood(scene.sealing(next), scene.sealing(former));
        scene.sealsTo(next);
        scene.some("the exchange's new sealing key");
        ends.put("sealing-1", until("validTo"));
        apply(SIGNING + " sealing-2");
        scene.awaitRefusal("invalid-field", scene.sealing(former));
        scene.some("the exchange's sealing key");
    }

    private static String until(String end) {
        return ", " + end + ": " + RotationScene.now();
    }

    private void apply(String added) throws IOException {
        Files.writeString(
                scene.operators().files().resolve("exchange.yaml"), RotationFiles.exchange(scene.pki(), ends, added));
        scene.operators().apply();
    }
}
