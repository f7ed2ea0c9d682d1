package org.harborlight.standalone.lint;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.harborlight.schemas.Audience;
import org.harborlight.schemas.DeclaredFact;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.jspecify.annotations.Nullable;

/** Whether the notice can find its way to someone. */
final class PlaceRule implements LintRule {
    private static final Set<StakeholderKind> RECEIVERS = EnumSet.of(
            StakeholderKind.HOTLINE,
            StakeholderKind.NGO,
            StakeholderKind.HELPLINE,
            StakeholderKind.LAW_ENFORCEMENT,
            StakeholderKind.REGULATOR);

    @Override
    public void look(Subject subject, Advices advices) {
        IncidentNotice notice = subject.notice();
        List<DeclaredFact> facts = notice.getJurisdictionFacts();
        boolean located = !notice.getNetworkObservations().isEmpty();
        if (facts.isEmpty() && !located && !subject.is(NoticeKind.RETRACTION)) {
            advices.add(
                    subject.is(Priority.IMMINENT) ? Advice.IMMINENT_WITHOUT_PLACE : Advice.NO_PLACE,
                    "/jurisdictionFacts");
        }
        advices.addIf(
                subject.has(SectionKind.CHILD_VICTIM)
                        && facts.stream().noneMatch(fact -> isAboutChild(fact.getBasis())),
                Advice.CHILD_SECTION_WITHOUT_PLACE,
                "/sections/CHILD_VICTIM");
        @Nullable Audience audience = notice.getAudience();
        if (audience != null) {
            advices.addIf(noReceiver(audience), Advice.AUDIENCE_EXCLUDES_EVERYBODY, "/audience/recipientKinds");
            advices.addIf(
                    !located && !facts.isEmpty() && noCountry(audience, facts),
                    Advice.AUDIENCE_EXCLUDES_EVERYBODY,
                    "/audience/countries");
        }
    }

    private static boolean isAboutChild(JurisdictionBasis basis) {
        return basis == JurisdictionBasis.VICTIM_LOCATION || basis == JurisdictionBasis.VICTIM_RESIDENCE;
    }

    private static boolean noReceiver(Audience audience) {
        return !audience.getRecipientKinds().isEmpty()
                && audience.getRecipientKinds().stream().noneMatch(RECEIVERS::contains);
    }

    private static boolean noCountry(Audience audience, List<DeclaredFact> facts) {
        return !audience.getCountries().isEmpty()
                && facts.stream().noneMatch(fact -> audience.getCountries().contains(fact.getCountry()));
    }
}
