package org.harborlight.connector.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import org.harborlight.schemas.codec.AvroTrust;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QueueHeadsTest {
    private final QueueHeads heads = new QueueHeads();

    @BeforeAll
    static void trust() {
        AvroTrust.install();
    }

    @Test
    void shouldKnowTheEarliestOfEachOfManyCases() {
        for (int i = 0; i < 5_000; i++) {
            heads.add(OverdueSweepTest.read("d", 2L * i + 1)
                    .setCaseId("case-" + i)
                    .build());
            heads.add(OverdueSweepTest.read("d", 2L * i).setCaseId("case-" + i).build());
        }

        for (int i = 0; i < 5_000; i++) {
            assertThat(heads.waits(OverdueSweepTest.read("d", 2L * i)
                            .setCaseId("case-" + i)
                            .build()))
                    .isFalse();
            assertThat(heads.waits(OverdueSweepTest.read("d", 2L * i + 1)
                            .setCaseId("case-" + i)
                            .build()))
                    .isTrue();
        }
        assertThat(heads.waits(OverdueSweepTest.read("d", 7).setCaseId("other").build()))
                .isFalse();
    }
}
