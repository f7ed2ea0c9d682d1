package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.standalone.pki.KeyFiles;

/** A submitter and a partner replace the keys that they sign with and that is sealed to. For one thread. */
final class ParticipantRotation {
    private final RotationScene scene;
    private final RotationEntries entries;
    private final BelievedReceipts receipts;

    ParticipantRotation(RotationScene scene) {
        this.scene = scene;
        this.entries = new RotationEntries(scene);
        this.receipts = new BelievedReceipts(scene.exchange());
    }

    void submitterSigning() throws IOException {
        SigningKey former = scene.signing();
        Path file = scene.operators().newKey("sign", scene.submitter(), "e2e-platform-sign-2");
        SigningKey next = KeyFiles.readSigningKey(file);
        assertThat(scene.load().attempt(scene.sealing(next)))
                .as("before it is listed")
                .containsOnly("unknown-key");

        String own = scene.submitter().resolve("signing.pem").toString();
        entries.platform("--signing-key", file.toString(), "--signing-key", own);
        scene.awaitBothGood(scene.sealing(next), scene.sealing(former));
        scene.signsWith(next);
        scene.some("a submitter's new signing key");

        entries.platform("--signing-key", file.toString(), "--until", ended(former.keyId()));
        scene.awaitRefusal("key-not-valid", scene.sealing(former));
        scene.some("the end of a submitter's signing key");
    }

    void partnerSealing() throws IOException {
        SealingKey former = KeyFiles.readSealingKey(scene.desk().resolve("sealing.pem"));
        Path file = scene.operators().newKey("seal", scene.desk(), "e2e-desk-seal-2");
        String signing = scene.desk().resolve("signing.pem").toString();
        entries.desk("--signing-key", signing, "--sealing-key", file.toString(), "--until", ended(former.keyId()));
        SealingKey next = KeyFiles.readSealingKey(file);
        new SealedDeliveries(scene).awaitOnly(next, former);
        scene.some("a partner's sealing key");
    }

    /** A delivery whose receipt is not believed is sent again, until one comes that is. */
    void partnerReceipts() throws IOException {
        SigningKey former = KeyFiles.readSigningKey(scene.desk().resolve("signing.pem"));
        scene.exchange().deskReceiptsBy(Optional.of(former));
        receipts.awaitBy(former);
        Path file = scene.operators().newKey("sign", scene.desk(), "e2e-desk-sign-2");
        SigningKey next = KeyFiles.readSigningKey(file);
        scene.exchange().deskReceiptsBy(Optional.of(next));
        receipts.awaitDisbelief("receipt-unknown-key");

        String sealing = scene.desk().resolve("e2e-desk-seal-2.pem").toString();
        String signing = scene.desk().resolve("signing.pem").toString();
        entries.desk("--signing-key", file.toString(), "--signing-key", signing, "--sealing-key", sealing);
        receipts.awaitBy(next);
        scene.exchange().deskReceiptsBy(Optional.of(former));
        receipts.awaitBy(former);
        entries.desk("--signing-key", file.toString(), "--sealing-key", sealing, "--until", ended(former.keyId()));
        receipts.awaitDisbelief("receipt-key-not-valid");
        scene.some("the end of a partner's receipt key");
        long believed = receipts.by(former);
        receipts.awaitDisbelief("receipt-key-not-valid");
        assertThat(receipts.by(former)).as("after its end").isEqualTo(believed);
        scene.exchange().deskReceiptsBy(Optional.of(next));
        receipts.awaitBy(next);
        scene.some("a partner's receipt key");
    }

    private static String ended(String keyId) {
        return keyId + "=" + RotationScene.now();
    }
}
