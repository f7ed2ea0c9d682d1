package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One key and certificate after the other is replaced, as the runbook says, while notices come in and go out: what should pass
 * passes, under the new one from the moment it is listed, and what the old one made after its end, or after it was revoked, is
 * refused. The operators' own keys have a test of their own, {@link OperatorRotationIT}.
 */
@Tag("faults")
final class KeyRotationIT {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRotationIT.class);

    @Test
    void shouldPassWhatShouldAndRefuseWhatShouldNotWhileEveryKeyChanges(@TempDir Path folder) throws Exception {
        try (RotationScene scene = RotationScene.start(folder)) {
            changeEveryKey(scene);
        }
    }

    private static void changeEveryKey(RotationScene scene) throws Exception {
        ParticipantRotation participants = new ParticipantRotation(scene);
        participants.submitterSigning();
        participants.partnerSealing();
        participants.partnerReceipts();
        StolenKeys stolen = new StolenKeys(scene);
        stolen.ofSubmitter();
        stolen.ofPartner();
        int unanswered = scene.load().unanswered();
        CertificateRotation certificates = new CertificateRotation(scene);
        certificates.services();
        certificates.participants();
        assertThat(scene.load().unanswered())
                .as("certificates change without a restart")
                .isEqualTo(unanswered);
        ExchangeRotation exchange = new ExchangeRotation(scene);
        exchange.signing();
        exchange.sealing();
        scene.load().endWith(scene.exchange());
        LOG.atInfo()
                .addKeyValue("accepted", scene.load().accepted().size())
                .addKeyValue("repeatedWhileAGatewayRestarted", scene.load().unanswered())
                .log("every rotation done");
        try (EndedKeys ended = new EndedKeys(scene)) {
            ended.arePublishedNoMore();
            ended.acceptNothing();
            ended.deliverNothing();
            ended.receiptNothing();
        }
    }
}
