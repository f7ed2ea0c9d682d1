package org.harborlight.processor.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.harborlight.processor.link.CaseFile.Progress;
import org.harborlight.processor.route.CaseIdentity;
import org.harborlight.schemas.Lane;
import org.junit.jupiter.api.Test;

/** Versions of a case before and after a restore. */
final class CaseFileTest {
    private final CaseFile file = CaseFile.opening("key", new CaseIdentity("case", Lane.URGENT, false, Instant.EPOCH))
            .with(new Progress(7, 3, 1, 20_000));

    @Test
    void shouldGoOnAboveEveryVersionOfTheTimeBefore() {
        CaseFile above = file.above(1_000_000);

        assertThat(above.nextVersion().progress()).isEqualTo(new Progress(1_000_001, 3, 1, 20_000));
        assertThat(above.nextVersion().above(1_000_000).nextVersion().progress().version())
                .isEqualTo(1_000_002);
    }

    @Test
    void shouldGoOnAsItIsWhenThereWasNoRestore() {
        assertThat(file.above(0)).isEqualTo(file);
    }
}
