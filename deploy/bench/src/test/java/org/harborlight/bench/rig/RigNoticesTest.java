package org.harborlight.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.notice.Submission;
import org.harborlight.schemas.sealing.SealingKey;
import org.junit.jupiter.api.Test;

final class RigNoticesTest {
    private static final int NOTICES = 200;

    static {
        AvroTrust.install();
    }

    private final SecureRandom random = new SecureRandom();
    private final SigningKey signing = SigningKey.generate("rig-1", random);
    private final SealingKey sealing = SealingKey.generate("exchange-1", random);

    @Test
    void shouldHaveNoNoticeInCommonWithTheNextSeed() {
        List<IncidentNotice> first = notices(20261128);
        List<IncidentNotice> second = notices(20261129);

        assertThat(ids(first)).doesNotHaveDuplicates().doesNotContainAnyElementsOf(ids(second));
        assertThat(incidents(first)).doesNotHaveDuplicates().doesNotContainAnyElementsOf(incidents(second));
    }

    @Test
    void shouldMakeTheSameNoticesOfTheSameSeed() {
        assertThat(ids(notices(7))).isEqualTo(ids(notices(7)));
    }

    private List<IncidentNotice> notices(long seed) {
        RigNotices notices = new RigNotices("rig-platform", signing, sealing.publicEntry(Instant.EPOCH), 0.1, seed);
        return IntStream.range(0, NOTICES)
                .mapToObj(n -> Submission.decode(notices.body(n)))
                .map(signed -> SingleObject.of(IncidentNotice.class).decode(Bytes.copy(signed.getPayload())))
                .toList();
    }

    private static List<String> ids(List<IncidentNotice> notices) {
        return notices.stream().map(IncidentNotice::getNoticeId).toList();
    }

    private static List<String> incidents(List<IncidentNotice> notices) {
        return notices.stream().map(IncidentNotice::getIncidentKey).toList();
    }
}
