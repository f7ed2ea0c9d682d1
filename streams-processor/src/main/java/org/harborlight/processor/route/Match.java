package org.harborlight.processor.route;

import org.harborlight.schemas.DeliveryReason;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.Rule;

/** A rule that matched a fact of the case for one partner: one reason to deliver. Immutable. */
record Match(Rule rule, Fact fact) {
    DeliveryReason reason(String rulesVersion) {
        return DeliveryReason.newBuilder()
                .setRuleId(rule.getId())
                .setRulesVersion(rulesVersion)
                .setBasis(fact.getBasis())
                .setCountry(fact.getCountry())
                .setText(rule.getReason())
                .setSource(rule.getSource())
                .build();
    }
}
