package org.harborlight.processor.route;

import java.util.List;
import java.util.stream.Stream;
import org.harborlight.schemas.SupportReferral;
import org.harborlight.schemas.Withheld;

/**
 * Who receives a case and who does not, made from one case and one directory snapshot. {@code view} is the case as
 * partners may see it; {@code noDesk} says that a child is in danger and no desk was found by a rule. Immutable.
 */
public record RoutingDecision(
        CaseSnapshot view,
        Circumstances circumstances,
        Safeguards safeguards,
        List<Recipient> recipients,
        List<Withheld> withheld,
        List<SupportReferral> supportReferrals,
        boolean noDesk) {
    private static final String NO_RECIPIENT = "no-recipient";
    private static final String NO_FALLBACK_DESK = "no-fallback-desk";

    public RoutingDecision {
        recipients = List.copyOf(recipients);
        withheld = List.copyOf(withheld);
        supportReferrals = List.copyOf(supportReferrals);
    }

    /** Why a notice that reaches no one is held: the one reason that all share, else that there is no recipient. */
    public String heldReason() {
        if (noDesk) {
            return NO_FALLBACK_DESK;
        }
        List<String> reasons =
                withheld.stream().map(Withheld::getReason).distinct().toList();
        return reasons.size() == 1 ? reasons.getFirst() : NO_RECIPIENT;
    }

    /** Whether the recipient sees the notice in its snapshot. */
    public boolean shows(Recipient recipient, CaseNotice notice) {
        return visibility(recipient).shows(notice);
    }

    /** Whether the partner received an earlier version on this lane. */
    public boolean holds(Recipient recipient) {
        return view.holders().contain(recipient.partnerId());
    }

    /** Whether the partner received a version on the other lane. */
    public boolean holdsElsewhere(Recipient recipient) {
        return view.elsewhere().contain(recipient.partnerId());
    }

    /** Whether the partner receives the case, or more than a pointer to it, for the first time on this lane. */
    public boolean isNew(Recipient recipient) {
        boolean pointed = view.holders().pointed().contains(recipient.partnerId());
        return !holds(recipient) || (pointed && !recipient.pointer());
    }

    /** Names of the safeguards applied to the case or to any of its recipients. */
    public List<String> appliedSafeguards() {
        return Stream.concat(
                        safeguards.names().stream(),
                        recipients.stream().flatMap(recipient -> recipient.safeguards().stream()))
                .distinct()
                .toList();
    }

    Visibility visibility(Recipient recipient) {
        return new Visibility(view, recipient.partner(), circumstances.imminent());
    }
}
