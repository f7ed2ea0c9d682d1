package org.harborlight.processor.link;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.CaseSnapshot;
import org.harborlight.processor.route.Circumstances;
import org.harborlight.processor.route.DeliveryMoment;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.LinkKind;

/** What a notice changes in a case, as reason codes for those who hold it. Pure. */
final class Changes {
    static final String OPENED = DeliveryMoment.OPENED;
    static final String UNLINKED = "unlinked";
    static final String RELEASED = "released";
    static final String PRIORITY_RAISED = "priority-raised";
    static final String NEW_HARM = "new-harm";
    static final String NEW_COUNTRY = "new-country";
    static final String HOLD = "takedown-hold";
    static final String HOLD_RELEASED = "takedown-hold-released";
    static final String HOLD_EXPIRED = "takedown-hold-expired";
    static final String REROUTED = "re-routed";
    static final String OTHER_LANE = "other-lane";

    private Changes() {}

    static List<String> of(CaseSnapshot before, CaseNotice notice) {
        LinkKind link = notice.standing().link();
        List<String> changes = new ArrayList<>();
        changes.add(link == null ? OPENED : code(link));
        if (before.notices().isEmpty() || !notice.stands()) {
            return changes;
        }
        Circumstances known = before.circumstances();
        Circumstances now = known.merge(Circumstances.of(notice.notice()));
        if (now.priority() != known.priority()) {
            changes.add(PRIORITY_RAISED);
        }
        Set<HarmType> harms = new HashSet<>(known.harms());
        if (!harms.containsAll(now.harms())) {
            changes.add(NEW_HARM);
        }
        if (!countries(before).containsAll(countries(notice.facts()))) {
            changes.add(NEW_COUNTRY);
        }
        return changes;
    }

    private static Set<String> countries(CaseSnapshot snapshot) {
        Set<String> countries = new HashSet<>(countries(snapshot.background().facts()));
        snapshot.standing().forEach(notice -> countries.addAll(countries(notice.facts())));
        return countries;
    }

    private static Set<String> countries(List<Fact> facts) {
        return facts.stream().map(Fact::getCountry).collect(Collectors.toSet());
    }

    private static String code(LinkKind link) {
        return link.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
