package org.harborlight.processor.route;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.SupportReferral;
import org.harborlight.schemas.directory.Directory;

/**
 * Helplines to show to a child where a child could be helped directly: those of the countries where the child is known
 * to be, else of every country of the case. None where telling the actors would endanger someone. Pure.
 */
final class SupportReferrals {
    private static final int MAX = 16;

    private static final Set<HarmType> CHILD_AT_THE_OTHER_END = EnumSet.of(
            HarmType.GROOMING,
            HarmType.SEXUAL_EXTORTION,
            HarmType.SADISTIC_EXPLOITATION,
            HarmType.UNSOLICITED_SEXUAL_MATERIAL,
            HarmType.CYBERBULLYING,
            HarmType.SUICIDE_OR_SELF_HARM_RISK,
            HarmType.UNSAFE_CHALLENGE);

    private SupportReferrals() {}

    static List<SupportReferral> of(CaseSnapshot snapshot, Safeguards safeguards, Directory directory) {
        List<IncidentNotice> notices =
                snapshot.standing().stream().map(CaseNotice::notice).toList();
        if (notices.stream().anyMatch(IncidentNotice::getDoNotNotifyActors)
                || !(safeguards.childConcerned() || notices.stream().anyMatch(SupportReferrals::reachesChild))) {
            return List.of();
        }
        List<Fact> facts = Stream.concat(
                        snapshot.standing().stream().flatMap(notice -> notice.facts().stream()),
                        snapshot.background().facts().stream())
                .toList();
        List<Fact> ofVictim = facts.stream().filter(Claims::isAboutVictim).toList();
        return (ofVictim.isEmpty() ? facts : ofVictim)
                .stream()
                        .map(Fact::getCountry)
                        .distinct()
                        .flatMap(country -> directory.jurisdiction(country).stream())
                        .flatMap(jurisdiction -> jurisdiction.getHelplines().stream())
                        .limit(MAX)
                        .toList();
    }

    private static boolean reachesChild(IncidentNotice notice) {
        return notice.getHarms().stream().anyMatch(CHILD_AT_THE_OTHER_END::contains)
                || notice.getActors().stream()
                        .anyMatch(actor -> actor.getRole() == ActorRole.CHILD_VICTIM || Circumstances.isMinor(actor));
    }
}
