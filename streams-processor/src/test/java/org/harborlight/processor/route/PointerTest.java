package org.harborlight.processor.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.harborlight.processor.link.Joined;
import org.harborlight.processor.link.TestCase;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.processor.topology.TestNotices;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.Detection;
import org.harborlight.schemas.DetectionContext;
import org.harborlight.schemas.DetectionMethod;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.directory.RulesYaml;
import org.junit.jupiter.api.Test;

/** A regulator learns that there is something and how to ask; a pointer never turns into the case by itself. */
class PointerTest {
    private final TestExchange exchange = TestExchange.standard()
            .join(TestExchange.partner("regulator-nl", StakeholderKind.REGULATOR, "NL")
                    .build());

    @Test
    void shouldSendPointerWithoutCaseWhenRuleIsPointerOnly() {
        Delivery pointer = TestCase.open(exchange, domain().build()).delivery("regulator-nl");

        assertThat(pointer.getKind()).isEqualTo(DeliveryKind.POINTER);
        assertThat(pointer.getHarms()).containsExactly(HarmType.MISLEADING_DOMAIN);
        assertThat(pointer.getPriority()).isEqualTo(Priority.STANDARD);
        assertThat(pointer.getReasons()).extracting("basis").containsExactly(JurisdictionBasis.HOSTING);
        assertNothingShown(pointer);
    }

    @Test
    void shouldSendPointerAgainWhenCaseGoesOn() {
        TestCase theCase = new TestCase(exchange, domain().build());
        theCase.join(domain().build());

        assertNothingShown(theCase.join(domain().build()).delivery("regulator-nl"));
    }

    @Test
    void shouldStayPointerWhenALaterNoticeDeniesThePartner() {
        TestCase theCase = new TestCase(exchange, domain().build());
        theCase.join(domain().build());

        Joined joined = theCase.join(domain().setDetection(
                        new Detection(DetectionMethod.USER_REPORT, true, DetectionContext.PRIVATE_MESSAGE))
                .build());

        assertNothingShown(joined.delivery("regulator-nl"));
    }

    @Test
    void shouldStayPointerWhenTheRulesNoLongerNameThePartner() {
        TestCase theCase = new TestCase(exchange, domain().build());
        theCase.join(domain().build());
        exchange.with(RulesYaml.parse("version: test-2\nrules: []\n"));

        assertNothingShown(theCase.join(domain().build()).delivery("regulator-nl"));
    }

    @Test
    void shouldNotGoBackToPointerWhenPartnerHasTheCaseAlready() {
        exchange.with(RulesYaml.parse(rules("false")));
        TestCase theCase = new TestCase(exchange, domain().build());
        theCase.join(domain().build());
        exchange.with(RulesYaml.parse(rules("true")));

        Delivery update = theCase.join(domain().build()).delivery("regulator-nl");

        assertThat(update.getKind()).isEqualTo(DeliveryKind.CASE_UPDATED);
        assertThat(update.getNotices()).hasSize(2);
    }

    @Test
    void shouldGetTheCaseWhenALaterRuleGivesIt() {
        exchange.with(RulesYaml.parse(rules("true")));
        TestCase theCase = new TestCase(exchange, domain().build());
        theCase.join(domain().build());
        exchange.with(RulesYaml.parse(rules("false")));

        assertThat(theCase.join(domain().build()).delivery("regulator-nl").getNotices())
                .hasSize(2);
    }

    private static String rules(String pointerOnly) {
        return """
                version: test-2
                rules:
                  - id: regulator
                    when: {}
                    to: {kind: REGULATOR}
                    pointerOnly: %s
                    reason: test
                """.formatted(pointerOnly);
    }

    private static void assertNothingShown(Delivery delivery) {
        assertThat(delivery.getNotices()).isEmpty();
        assertThat(delivery.getFacts()).isEmpty();
        assertThat(delivery.getLinks()).isEmpty();
        assertThat(delivery.getReleasedSections()).isEmpty();
    }

    private static IncidentNotice.Builder domain() {
        return TestNotices.placed(TestNotices.extortion(), JurisdictionBasis.HOSTING, "NL")
                .setHarms(List.of(HarmType.MISLEADING_DOMAIN))
                .setDetection(new Detection(DetectionMethod.USER_REPORT, true, DetectionContext.PUBLIC));
    }
}
