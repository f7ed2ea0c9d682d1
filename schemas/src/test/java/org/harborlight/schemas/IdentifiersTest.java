package org.harborlight.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentifiersTest {
    private final Identifiers ids = new Identifiers(filled((byte) 1), filled((byte) 2));

    @Test
    void shouldMatchGoldenVectors() {
        assertThat(ids.reference("acme", "incident-1")).isEqualTo("llszgz7zsolx72nzp5y5qsivlsq5ejqr");
        assertThat(ids.caseKeyOfReference("r")).isEqualTo("kqtwtp3p6ui5cictmw72tdwmtjpk75u4");
        assertThat(ids.caseId("k")).isEqualTo("aimrgiy7rdw62lfx5kehqjxlqyw6whcu");
        assertThat(ids.deliveryId("c", "desk", 3, Lane.URGENT)).isEqualTo("6oo2b35b74v72zzcmdhcypmcsnmzf5oq");
        assertThat(Identifiers.receiptId("acme", "n", filled((byte) 3))).isEqualTo("wowa3xrjd4g772s62tq2ifszaj6xxxkp");
    }

    @Test
    void shouldNotCollideWhenInputsShiftAcrossTheirBorder() {
        assertThat(ids.reference("ab", "c")).isNotEqualTo(ids.reference("a", "bc"));
    }

    @Test
    void shouldShareACaseKeyWhenAccountAndPictureAreTheSame() {
        IncidentNotice one = NoticeFixtures.extortion("acme", Instant.EPOCH).build();
        IncidentNotice other = NoticeFixtures.extortion("other", Instant.EPOCH).build();

        assertThat(ids.caseKey(one)).isPresent().isEqualTo(ids.caseKey(other));
    }

    @Test
    void shouldHaveAnotherCaseKeyWhenTheAccountDiffers() {
        IncidentNotice one = NoticeFixtures.extortion("acme", Instant.EPOCH).build();
        IncidentNotice other = NoticeFixtures.extortion("acme", Instant.EPOCH)
                .setActors(List.of(NoticeFixtures.reportedPerson(1, "account-2")))
                .build();

        assertThat(ids.caseKey(one)).isNotEqualTo(ids.caseKey(other));
    }

    @Test
    void shouldKeepTestsApartWhenEverythingElseIsTheSame() {
        IncidentNotice real = NoticeFixtures.extortion("acme", Instant.EPOCH).build();
        IncidentNotice test =
                NoticeFixtures.extortion("acme", Instant.EPOCH).setTest(true).build();

        assertThat(ids.caseKey(real)).isNotEqualTo(ids.caseKey(test));
    }

    @Test
    void shouldGiveAnUnlinkedIncidentACaseKeyThatNoOtherHas() {
        String reference = ids.reference("acme", "incident-1");

        assertThat(ids.caseKeyOfUnlinked(reference))
                .isEqualTo(ids.caseKeyOfUnlinked(reference))
                .isNotEqualTo(ids.caseKeyOfReference(reference))
                .isNotEqualTo(ids.caseKeyOfUnlinked(ids.reference("acme", "incident-2")));
    }

    @Test
    void shouldHaveNoContentCaseKeyWhenTokensAreMissing() {
        IncidentNotice notice = NoticeFixtures.extortion("acme", Instant.EPOCH)
                .setActors(List.of(NoticeFixtures.child(1)))
                .build();

        assertThat(ids.caseKey(notice)).isEmpty();
    }

    @Test
    void shouldVouchForHoldersOfOneCaseAndLaneAndOfNoOther() {
        String tag = ids.holdersTag(Lane.URGENT, "key", List.of("a", "b"), List.of("b"));

        assertThat(tag).isEqualTo(ids.holdersTag(Lane.URGENT, "key", List.of("a", "b"), List.of("b")));
        assertThat(List.of(
                        ids.holdersTag(Lane.STANDARD, "key", List.of("a", "b"), List.of("b")),
                        ids.holdersTag(Lane.URGENT, "other", List.of("a", "b"), List.of("b")),
                        ids.holdersTag(Lane.URGENT, "key", List.of("a"), List.of("b")),
                        ids.holdersTag(Lane.URGENT, "key", List.of("ab"), List.of("b")),
                        ids.holdersTag(Lane.URGENT, "key", List.of("a"), List.of("b", "b")),
                        ids.holdersTag(Lane.URGENT, "key", List.of("a", "b"), List.of())))
                .doesNotContain(tag)
                .doesNotHaveDuplicates();
    }

    private static byte[] filled(byte value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
