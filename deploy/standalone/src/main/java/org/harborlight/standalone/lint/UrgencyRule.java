package org.harborlight.standalone.lint;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.harborlight.schemas.DisclosureBasis;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.UrgencyBasis;
import org.jspecify.annotations.Nullable;

/** Whether priority, basis and time tell the same story. */
final class UrgencyRule implements LintRule {
    private static final Set<UrgencyBasis> NOW = EnumSet.of(UrgencyBasis.IMMEDIATE_DANGER, UrgencyBasis.LIVE_NOW);
    private static final Duration OLD = Duration.ofDays(7);

    @Override
    public void look(Subject subject, Advices advices) {
        @Nullable UrgencyBasis basis = subject.notice().getUrgencyBasis();
        boolean urgent = subject.is(Priority.IMMINENT) || subject.is(Priority.URGENT);
        if (!subject.is(NoticeKind.RETRACTION)) {
            advices.addIf(basis != null && !urgent, Advice.BASIS_WITHOUT_URGENCY, "/urgencyBasis");
            advices.addIf(
                    basis != null && NOW.contains(basis) && subject.is(Priority.URGENT),
                    Advice.DANGER_NOW_NOT_IMMINENT,
                    "/priority");
            advices.addIf(
                    subject.notice().getDisclosureBasis() == DisclosureBasis.EMERGENCY && !urgent,
                    Advice.EMERGENCY_NOT_URGENT,
                    "/disclosureBasis");
        }
        advices.addIf(
                subject.notice().getCreatedAt().isBefore(subject.now().minus(OLD)),
                Advice.CREATED_LONG_AGO,
                "/createdAt");
        advices.addIf(subject.notice().getTest(), Advice.TEST_NOTICE, "/test");
    }
}
