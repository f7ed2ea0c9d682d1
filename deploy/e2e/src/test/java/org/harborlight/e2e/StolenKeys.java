package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.standalone.pki.KeyFiles;

/** A submitter and a partner have lost keys that are in use, and the operators revoke them. For one thread. */
final class StolenKeys {
    private final RotationScene scene;
    private final RotationEntries entries;
    private final BelievedReceipts receipts;
    private final SealedDeliveries sealed;

    StolenKeys(RotationScene scene) {
        this.scene = scene;
        this.entries = new RotationEntries(scene);
        this.receipts = new BelievedReceipts(scene.exchange());
        this.sealed = new SealedDeliveries(scene);
    }

    /** The other key of the submitter goes on. */
    void ofSubmitter() throws IOException {
        SigningKey stolen = scene.signing();
        Path file = scene.operators().newKey("sign", scene.submitter(), "e2e-platform-sign-3");
        SigningKey next = KeyFiles.readSigningKey(file);
        String own = scene.submitter().resolve(stolen.keyId() + ".pem").toString();
        entries.platform("--signing-key", file.toString(), "--signing-key", own);
        scene.awaitBothGood(scene.sealing(next), scene.sealing(stolen));
        scene.signsWith(next);

        entries.revokeOfPlatform(stolen.keyId());
        scene.awaitRefusal("key-not-valid", scene.sealing(stolen));
        scene.some("a submitter's stolen key");
    }

    /** The exchange goes back to the partner's keys of before: it seals to none that is revoked, and believes no receipt by one. */
    void ofPartner() throws IOException {
        SigningKey signing = KeyFiles.readSigningKey(scene.desk().resolve("e2e-desk-sign-2.pem"));
        SealingKey sealing = KeyFiles.readSealingKey(scene.desk().resolve("e2e-desk-seal-2.pem"));
        Path signingFile = scene.operators().newKey("sign", scene.desk(), "e2e-desk-sign-3");
        Path sealingFile = scene.operators().newKey("seal", scene.desk(), "e2e-desk-seal-3");
        SigningKey stolenSigning = KeyFiles.readSigningKey(signingFile);
        SealingKey stolenSealing = KeyFiles.readSealingKey(sealingFile);
        entries.desk(
                "--signing-key",
                signingFile.toString(),
                "--signing-key",
                scene.desk().resolve("e2e-desk-sign-2.pem").toString(),
                "--sealing-key",
                sealingFile.toString());
        scene.exchange().deskReceiptsBy(Optional.of(stolenSigning));
        receipts.awaitBy(stolenSigning);
        sealed.awaitOne(stolenSealing);

        entries.revokeOfDesk(stolenSigning.keyId(), stolenSealing.keyId());
        receipts.awaitDisbelief("receipt-key-not-valid");
        long believed = receipts.by(stolenSigning);
        receipts.awaitDisbelief("receipt-key-not-valid");
        assertThat(receipts.by(stolenSigning)).as("after it was revoked").isEqualTo(believed);
        scene.exchange().deskReceiptsBy(Optional.of(signing));
        receipts.awaitBy(signing);
        sealed.awaitOnly(sealing, stolenSealing);
        scene.some("a partner's stolen keys");
    }
}
