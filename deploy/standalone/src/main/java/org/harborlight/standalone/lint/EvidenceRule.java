package org.harborlight.standalone.lint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.harborlight.schemas.DisclosureBasis;
import org.harborlight.schemas.EvidenceSection;
import org.harborlight.schemas.FilingNumber;
import org.harborlight.schemas.NarrativeSection;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StatutoryFiling;
import org.jspecify.annotations.Nullable;

/** Whether a desk learns what is preserved, where, for how long, and what was filed elsewhere. */
final class EvidenceRule implements LintRule {
    private static final Duration LEAST = Duration.ofDays(90);
    private static final int NARRATIVE_CHARACTERS = 3_000;

    @Override
    public void look(Subject subject, Advices advices) {
        if (subject.is(NoticeKind.RETRACTION)) {
            advices.addIf(!subject.plain().sections().isEmpty(), Advice.RETRACTION_CARRIES_DATA, "/sections");
        } else {
            preservation(subject, advices);
            filings(subject, advices);
            advices.addIf(!subject.has(SectionKind.EVIDENCE), Advice.EVIDENCE_MISSING, "/sections");
        }
        advices.addIf(
                subject.section(NarrativeSection.class)
                        .filter(narrative -> narrative.getText().length() > NARRATIVE_CHARACTERS)
                        .isPresent(),
                Advice.NARRATIVE_TOO_LONG,
                "/sections/NARRATIVE/text");
    }

    private static void preservation(Subject subject, Advices advices) {
        @Nullable Instant until = subject.notice().getPreserveUntil();
        advices.addIf(until == null, Advice.PRESERVATION_MISSING, "/preserveUntil");
        advices.addIf(
                until != null && until.isBefore(subject.now().plus(LEAST)),
                Advice.PRESERVATION_SHORT,
                "/preserveUntil");
    }

    private static void filings(Subject subject, Advices advices) {
        List<StatutoryFiling> filings = subject.notice().getStatutoryFilings();
        Set<String> numbered = subject.section(EvidenceSection.class).stream()
                .flatMap(evidence -> evidence.getFilings().stream())
                .map(FilingNumber::getScheme)
                .collect(Collectors.toSet());
        for (int i = 0; i < filings.size(); i++) {
            advices.addIf(
                    !numbered.contains(filings.get(i).getScheme()),
                    Advice.FILING_NUMBER_MISSING,
                    "/statutoryFilings/" + i);
        }
        advices.addIf(
                filings.isEmpty() && subject.notice().getDisclosureBasis() == DisclosureBasis.STATUTORY_DUTY,
                Advice.DUTY_WITHOUT_FILING,
                "/statutoryFilings");
    }
}
