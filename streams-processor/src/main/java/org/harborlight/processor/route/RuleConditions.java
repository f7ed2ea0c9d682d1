package org.harborlight.processor.route;

import java.util.Collection;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.Rule;
import org.harborlight.schemas.RuleFlag;
import org.harborlight.schemas.directory.Directory;

/** Whether a rule of the table applies to a fact, and to whom. Pure. */
record RuleConditions(Circumstances circumstances, Directory directory) {
    boolean apply(Rule rule, Fact fact) {
        return any(rule.getHarms(), circumstances.harms())
                && named(rule.getBases(), fact.getBasis())
                && named(rule.getPriorities(), circumstances.priority())
                && named(rule.getCountries(), fact.getCountry())
                && rule.getFlags().stream().allMatch(flag -> holds(flag, fact));
    }

    /** Whether the partner is the kind of recipient the rule names and covers the fact's country and the harm. */
    boolean covers(Participant partner, Rule rule, Fact fact) {
        return partner.getKind() == rule.getRecipientKind()
                && partner.getCoverage().contains(fact.getCountry())
                && any(partner.getHarms(), circumstances.harms());
    }

    boolean manualReviewOnly(String country) {
        return directory
                .jurisdiction(country)
                .map(jurisdiction -> jurisdiction.getManualReviewOnly())
                .orElse(false);
    }

    /** A national duty is a matter of the country, every other flag one of the case. */
    private boolean holds(RuleFlag flag, Fact fact) {
        return flag == RuleFlag.NATIONAL_DUTY
                ? directory
                        .jurisdiction(fact.getCountry())
                        .map(jurisdiction -> jurisdiction.getReportingDuty())
                        .orElse(false)
                : circumstances.has(flag);
    }

    private static <T> boolean named(Collection<T> wanted, T actual) {
        return wanted.isEmpty() || wanted.contains(actual);
    }

    private static <T> boolean any(Collection<T> wanted, Collection<T> actual) {
        return wanted.isEmpty() || actual.stream().anyMatch(wanted::contains);
    }
}
