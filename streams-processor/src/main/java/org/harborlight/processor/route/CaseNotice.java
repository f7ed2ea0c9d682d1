package org.harborlight.processor.route;

import java.util.List;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.NoticeOrigin;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.RetractionReason;
import org.jspecify.annotations.Nullable;

/**
 * One notice of a case: what was accepted, what it says, where its record stood, its facts as enriched on arrival, and
 * how it stands in the case. Immutable by convention: the Avro records inside are never changed.
 */
public record CaseNotice(
        long sequence,
        AcceptedNotice accepted,
        IncidentNotice notice,
        NoticeOrigin origin,
        Origin source,
        List<Fact> facts,
        Standing standing) {
    public CaseNotice {
        facts = List.copyOf(facts);
    }

    /**
     * How a notice joined its case, whether its submitter withdrew it, whether no partner has it yet, whether that is only
     * because it goes out with the next digest, and whether its incident has left the case; what waits is held, what left
     * is not.
     */
    public record Standing(
            @Nullable LinkKind link,
            @Nullable RetractionReason retracted,
            boolean held,
            boolean waiting,
            boolean unlinked) {
        public static final Standing BARE = new Standing(null, null, false, false, false);
    }

    /** Whether the notice says something that still holds here: not a retraction, not withdrawn, not unlinked. */
    public boolean stands() {
        return notice.getKind() != NoticeKind.RETRACTION && standing.retracted() == null && !standing.unlinked();
    }

    public String submitterId() {
        return notice.getSubmitterId();
    }

    public String noticeId() {
        return notice.getNoticeId();
    }

    /** Size of the signed payload in bytes. */
    public int size() {
        return accepted.getEnvelope().getPayload().remaining();
    }

    /** Size of what its submitter signed, with the signatures, in bytes. */
    public int envelopeSize() {
        return size()
                + accepted.getEnvelope().getSignatures().stream()
                        .mapToInt(signature -> signature.getValue().remaining()
                                + signature.getKeyId().length())
                        .sum();
    }

    /** Whether it says something that no partner has yet. */
    public boolean isHeld() {
        return standing.held() && stands();
    }

    public boolean isWaiting() {
        return standing.waiting() && stands();
    }

    public CaseNotice withdrawn(RetractionReason reason) {
        return with(new Standing(standing.link(), reason, false, false, standing.unlinked()));
    }

    public CaseNotice released() {
        return with(new Standing(standing.link(), standing.retracted(), false, false, standing.unlinked()));
    }

    /** The notice as one that goes out with the next digest. */
    public CaseNotice waitsForDigest() {
        return with(new Standing(standing.link(), standing.retracted(), true, true, standing.unlinked()));
    }

    /** The notice as one that its digest could bring to nobody: it waits for a recipient like any other. */
    public CaseNotice waitsForRecipient() {
        return with(new Standing(standing.link(), standing.retracted(), true, false, standing.unlinked()));
    }

    /** The notice as one whose incident has left the case. */
    public CaseNotice unlinked() {
        return with(new Standing(standing.link(), standing.retracted(), false, false, true));
    }

    private CaseNotice with(Standing changed) {
        return placed(sequence, changed);
    }

    /** The notice under its number in a case, standing like this there. */
    public CaseNotice placed(long number, Standing there) {
        return new CaseNotice(number, accepted, notice, origin, source, facts, there);
    }

    CaseNotice saying(IncidentNotice rewritten, List<Fact> rewrittenFacts) {
        return new CaseNotice(sequence, accepted, rewritten, origin, source, rewrittenFacts, standing);
    }
}
