package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.harborlight.schemas.DeliveryReceipt;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.SectionOpener;
import org.harborlight.standalone.pki.KeyFiles;

/** A submitter and a partner replace the keys that they sign with and that is sealed to. For one thread. */
final class ParticipantRotation {
    private final RotationScene scene;

    ParticipantRotation(RotationScene scene) {
        this.scene = scene;
    }

    void submitterSigning() throws IOException {
        SigningKey former = scene.signing();
        Path file = scene.operators().newKey("sign", scene.submitter(), "e2e-platform-sign-2");
        SigningKey next = KeyFiles.readSigningKey(file);
        assertThat(scene.load().attempt(scene.sealing(next)))
                .as("before it is listed")
                .containsOnly("unknown-key");

        String own = scene.submitter().resolve("signing.pem").toString();
        platformAccedes("--signing-key", file.toString(), "--signing-key", own);
        scene.awaitBothGood(scene.sealing(next), scene.sealing(former));
        scene.signsWith(next);
        scene.some("a submitter's new signing key");

        platformAccedes("--signing-key", file.toString(), "--until", ended(former.keyId()));
        scene.awaitRefusal("key-not-valid", scene.sealing(former));
        scene.some("the end of a submitter's signing key");
    }

    void partnerSealing() throws IOException {
        SealingKey former = KeyFiles.readSealingKey(scene.desk().resolve("sealing.pem"));
        Path file = scene.operators().newKey("seal", scene.desk(), "e2e-desk-seal-2");
        String signing = scene.desk().resolve("signing.pem").toString();
        deskAccedes("--signing-key", signing, "--sealing-key", file.toString(), "--until", ended(former.keyId()));
        SealingKey next = KeyFiles.readSealingKey(file);
        await("what is sealed to the new key")
                .atMost(RotationScene.PATIENCE)
                .until(() -> scene.since(Set.of()).stream().anyMatch(one -> opened(next, one) > 0));
        assertThat(scene.awaitSome(scene.load().accepted())).allSatisfy(one -> {
            assertThat(opened(next, one)).as("by the new key").isPositive();
            assertThat(opened(former, one)).as("by the old key").isZero();
        });
        scene.some("a partner's sealing key");
    }

    /** A delivery whose receipt is not believed is sent again, until one comes that is. */
    void partnerReceipts() throws IOException {
        SigningKey former = KeyFiles.readSigningKey(scene.desk().resolve("signing.pem"));
        scene.exchange().deskReceiptsBy(Optional.of(former));
        awaitReceiptBy(former);
        Path file = scene.operators().newKey("sign", scene.desk(), "e2e-desk-sign-2");
        SigningKey next = KeyFiles.readSigningKey(file);
        scene.exchange().deskReceiptsBy(Optional.of(next));
        awaitDisbelief("receipt-unknown-key");

        String sealing = scene.desk().resolve("e2e-desk-seal-2.pem").toString();
        String signing = scene.desk().resolve("signing.pem").toString();
        deskAccedes("--signing-key", file.toString(), "--signing-key", signing, "--sealing-key", sealing);
        awaitReceiptBy(next);
        scene.exchange().deskReceiptsBy(Optional.of(former));
        awaitReceiptBy(former);
        deskAccedes("--signing-key", file.toString(), "--sealing-key", sealing, "--until", ended(former.keyId()));
        awaitDisbelief("receipt-key-not-valid");
        scene.some("the end of a partner's receipt key");
        int believed = receiptsBy(former).size();
        scene.some("a partner that goes on signing with it");
        assertThat(receiptsBy(former)).as("after its end").hasSize(believed);
        scene.exchange().deskReceiptsBy(Optional.of(next));
        awaitReceiptBy(next);
        scene.some("a partner's receipt key");
    }

    /** A receipt that was not there before. */
    private void awaitReceiptBy(SigningKey key) {
        int before = receiptsBy(key).size();
        await("a receipt by " + key.keyId())
                .atMost(RotationScene.PATIENCE)
                .until(() -> receiptsBy(key).size() > before);
    }

    private List<DeliveryReceipt> receiptsBy(SigningKey key) {
        SingleObject<DeliveryReceipt> receipts = SingleObject.of(DeliveryReceipt.class);
        return CommittedRecords.read(
                        scene.exchange().kafka(),
                        Topics.RECEIPTS,
                        scene.exchange().formats().of(Topics.RECEIPTS, SignedEnvelope.class))
                .stream()
                .map(envelope -> receipts.decode(Bytes.copy(envelope.getPayload())))
                .filter(receipt -> Optional.ofNullable(receipt.getPartnerReceipt()).stream()
                        .flatMap(own -> own.getSignatures().stream())
                        .anyMatch(signature -> signature.getKeyId().equals(key.keyId())))
                .toList();
    }

    private void awaitDisbelief(String reason) {
        await(reason)
                .atMost(RotationScene.PATIENCE)
                .until(() -> CommittedRecords.read(
                                scene.exchange().kafka(),
                                Topics.DELIVERY_STATE,
                                scene.exchange().formats().of(Topics.DELIVERY_STATE, DeliveryState.class))
                        .stream()
                        .anyMatch(state -> reason.equals(Objects.toString(state.getReason(), ""))));
    }

    private static String ended(String keyId) {
        return keyId + "=" + RotationScene.now();
    }

    private void platformAccedes(String... keys) throws IOException {
        scene.operators()
                .accede(
                        KillableExchange.submitterId(),
                        scene.submitter(),
                        scene.exchange().pki().submitters().certificateFile(),
                        RotationFiles.SUBMITTER_FORM,
                        "",
                        keys);
    }

    private void deskAccedes(String... keys) throws IOException {
        scene.operators()
                .accede(
                        RotationScene.DESK,
                        scene.desk(),
                        scene.exchange().pki().partners().certificateFile(),
                        RotationFiles.deskForm(scene.exchange()),
                        "fallbackDesk: true",
                        keys);
    }

    private static int opened(SealingKey key, DeliveryCheck.Genuine delivery) {
        return new SectionOpener(key).open(delivery).sections().size();
    }
}
