package org.harborlight.processor.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.harborlight.processor.link.Joined;
import org.harborlight.processor.link.TestCase;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.processor.topology.TestNotices;
import org.harborlight.schemas.Audience;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Verdict;
import org.junit.jupiter.api.Test;

/** A submitter may narrow who receives its notice; what that removes is recorded, and no other notice is narrowed. */
class AudienceTest {
    private final TestExchange exchange = TestExchange.standard();

    @Test
    void shouldRecordAsWithheldBySubmitterWhenKindIsLeftOut() {
        Joined joined = open(audience().setRecipientKinds(List.of(StakeholderKind.HOTLINE)));

        assertThat(joined.recipients()).containsExactly("hotline-nl");
        assertThat(joined.reasonsAgainst("police-de")).containsExactly("withheld-by-submitter");
        assertThat(joined.reasonsAgainst("police-ie")).containsExactly("withheld-by-submitter");
    }

    @Test
    void shouldRecordAsWithheldBySubmitterWhenCountryIsLeftOut() {
        Joined joined = open(audience().setCountries(List.of("IE", "NL")));

        assertThat(joined.recipients()).containsExactly("hotline-nl", "police-ie");
        assertThat(joined.reasonsAgainst("police-de")).containsExactly("withheld-by-submitter");
    }

    @Test
    void shouldRecordAsWithheldBySubmitterWhenPartnerIsExcluded() {
        Joined joined = open(audience().setExclude(List.of("police-ie")));

        assertThat(joined.recipients()).containsExactly("hotline-nl", "police-de");
        assertThat(joined.reasonsAgainst("police-ie")).containsExactly("withheld-by-submitter");
    }

    @Test
    void shouldHoldWithTheReasonWhenAudienceLeavesNobody() {
        Joined joined = open(audience().setCountries(List.of("FR")));

        assertThat(joined.outcome().getVerdict()).isEqualTo(Verdict.HELD);
        assertThat(joined.outcome().getReason()).isEqualTo("withheld-by-submitter");
    }

    @Test
    void shouldHideTheNarrowNoticeAndItsFactsWhenAnotherSubmitterSharesTheCase() {
        IncidentNotice open = TestNotices.placed(
                        TestNotices.extortion("platform-a"), JurisdictionBasis.VICTIM_LOCATION, "IE")
                .build();
        IncidentNotice narrow = TestNotices.placed(
                        TestNotices.extortion("platform-b"), JurisdictionBasis.VICTIM_LOCATION, "DE")
                .setAudience(audience().setExclude(List.of("police-ie")).build())
                .build();
        TestCase theCase = new TestCase(exchange, open);
        theCase.join(open);

        Joined joined = theCase.join(narrow);

        assertThat(joined.recipients()).containsExactly("police-de");
        assertThat(joined.delivery("police-de").getNotices()).hasSize(2);
        Joined later = theCase.join(
                TestNotices.placed(TestNotices.extortion("platform-a"), JurisdictionBasis.VICTIM_LOCATION, "IE")
                        .build());
        assertThat(later.delivery("police-ie").getNotices())
                .extracting(SharedNotice::getOrigin)
                .extracting("submitterId")
                .containsExactly("platform-a", "platform-a");
        assertThat(later.delivery("police-ie").getFacts())
                .extracting(Fact::getCountry)
                .doesNotContain("DE");
    }

    private static Audience.Builder audience() {
        return Audience.newBuilder()
                .setRecipientKinds(List.of())
                .setCountries(List.of())
                .setExclude(List.of());
    }

    private Joined open(Audience.Builder audience) {
        return TestCase.open(
                exchange, TestNotices.extortion().setAudience(audience.build()).build());
    }
}
