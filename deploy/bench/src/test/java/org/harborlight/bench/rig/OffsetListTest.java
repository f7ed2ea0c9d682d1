package org.harborlight.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OffsetListTest {
    @Test
    void shouldCountRecordsAndNotOffsets() {
        OffsetList offsets = new OffsetList();
        for (long offset = 0; offset < 30_000; offset += 3) {
            offsets.add(offset);
        }

        assertThat(offsets.below(0)).isZero();
        assertThat(offsets.below(1)).isOne();
        assertThat(offsets.below(3)).isOne();
        assertThat(offsets.below(4)).isEqualTo(2);
        assertThat(offsets.below(29_999)).isEqualTo(10_000);
        assertThat(offsets.below(50_000)).isEqualTo(10_000);
    }
}
