package org.harborlight.processor.link;

import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Priority;

/**
 * Finds values that this version does not know: a newer writer's symbol reads as UNSPECIFIED. Guessing at a harm or a
 * role could send a case to the wrong desk.
 */
final class Unspecified {
    private Unspecified() {}

    static boolean isIn(IncidentNotice notice) {
        return notice.getKind() == NoticeKind.UNSPECIFIED
                || notice.getPriority() == Priority.UNSPECIFIED
                || notice.getHarms().isEmpty()
                || notice.getHarms().contains(HarmType.UNSPECIFIED)
                || notice.getActors().stream().anyMatch(actor -> actor.getRole() == ActorRole.UNSPECIFIED)
                || notice.getJurisdictionFacts().stream()
                        .anyMatch(fact -> fact.getBasis() == JurisdictionBasis.UNSPECIFIED);
    }
}
