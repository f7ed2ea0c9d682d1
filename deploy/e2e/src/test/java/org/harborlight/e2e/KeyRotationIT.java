package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One key and certificate after the other is replaced, as the runbook says, while notices come in and go out: what should
 * pass passes, under the new one from the moment it is listed, and what the old one made after its end is refused. The
 * operators' own keys have a test of their own, {@link OperatorRotationIT}.
 */
@Tag("faults")
final class KeyRotationIT {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRotationIT.class);

    private RotationScene scene;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        scene = new RotationScene(folder);
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void shouldPassWhatShouldAndRefuseWhatShouldNotWhileEveryKeyChanges() throws Exception {
        ParticipantRotation participants = new ParticipantRotation(scene);
        participants.submitterSigning();
        participants.partnerSealing();
        participants.partnerReceipts();
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
        assertAllWentThrough();
        try (EndedKeys ended = new EndedKeys(scene)) {
            ended.arePublishedNoMore();
            ended.acceptNothing();
            ended.deliverNothing();
            ended.receiptNothing();
        }
    }

    private void assertAllWentThrough() throws InterruptedException {
        RotatingLoad load = scene.load();
        load.end();
        LOG.atInfo()
                .addKeyValue("accepted", load.accepted().size())
                .addKeyValue("repeatedWhileAGatewayRestarted", load.unanswered())
                .log("every rotation done");
        assertThat(load.wrong()).as("refused though it should have passed").isEmpty();
        assertThat(scene.exchange().desk().refusals()).as("refused by the desk").isEmpty();
        new NothingLost(scene.exchange()).assertBalanceWith(load.accepted());
        Set<String> told = new HashSet<>(scene.exchange().desk().notices());
        told.addAll(scene.exchange().fetching().notices());
        assertThat(told).containsAll(load.accepted());
        assertThat(scene.exchange().fetching().problems()).isEmpty();
    }
}
