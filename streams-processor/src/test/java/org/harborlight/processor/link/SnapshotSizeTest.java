package org.harborlight.processor.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.processor.topology.TestNotices;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.Signature;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Topics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A delivery always fits into its topic, also where large signatures go along. */
class SnapshotSizeTest {
    private static final int NOTICES = 90;
    private static final int SIGNATURES = 4;
    /** Of ML-DSA-65, FIPS 204. */
    private static final int SIGNATURE_BYTES = 3309;

    private final TestExchange exchange = TestExchange.standard();
    private final LinkDriver link = new LinkDriver(
            exchange, LaneBounds.defaults().with(VersionCap.defaults().of(NOTICES)));

    @Test
    void shouldFitWhenAWholeCaseOfManySignaturesIsSent() {
        exchange.join(TestExchange.partner("police-de", StakeholderKind.LAW_ENFORCEMENT, "DE")
                .setReleaseProfile(ReleaseProfile.newBuilder()
                        .setSections(List.of(SectionKind.LOCATORS))
                        .setReleaseEnvelope(true)
                        .build())
                .build());
        IncidentNotice first = TestNotices.extortion().build();
        admit(first, null);
        for (int i = 1; i < NOTICES; i++) {
            admit(TestNotices.extortion().build(), null);
        }

        admit(TestNotices.retraction(first).build(), LinkKind.RETRACTION);

        assertThat(link.deliveries())
                .filteredOn(delivery -> delivery.getPartnerId().equals("police-de"))
                .hasSize(NOTICES + 1)
                .last()
                .satisfies(delivery -> assertThat(delivery.getNotices()).anyMatch(one -> one.getEnvelope() != null));
        assertThat(link.sizes()).allMatch(size -> size < Topics.MAX_RECORD_BYTES);
    }

    private void admit(IncidentNotice notice, @Nullable LinkKind settled) {
        AcceptedNotice accepted = link.accepted(notice);
        Signature large = new Signature("submitter-1", ByteBuffer.allocate(SIGNATURE_BYTES));
        accepted.setEnvelope(SignedEnvelope.newBuilder(accepted.getEnvelope())
                .setSignatures(Collections.nCopies(SIGNATURES, large))
                .build());
        link.admit("case", accepted, settled);
    }
}
