package org.harborlight.standalone.lint;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.notice.Finding;
import org.harborlight.schemas.notice.NoticeChecks;
import org.harborlight.schemas.notice.NoticeLimits;
import org.harborlight.schemas.notice.Submission;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.standalone.submitter.PlainNotice;

/**
 * What the gateway would refuse, with its problem types: the notice is really sealed and signed, with keys that are thrown
 * away, and what comes out goes through the gateway's own checks.
 */
final class GatewayCheck {
    /** The gateway's default. */
    private static final int ENVELOPE_BYTES = 192 * 1024;

    private static final Pattern SEALED_SECTION = Pattern.compile("/sections/(\\d+)/.*");
    private static final SingleObject<IncidentNotice> NOTICES = SingleObject.of(IncidentNotice.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SigningKey signing = SigningKey.generate("lint", RANDOM);
    private final SealingKey sealing = SealingKey.generate("lint", RANDOM);

    List<LintFinding> check(PlainNotice plain, Instant now) {
        SignedNotice signed = Submission.prepare(
                plain.notice(), plain.sections(), signing, sealing.publicEntry(Instant.EPOCH), RANDOM);
        IncidentNotice sealed = NOTICES.decode(Bytes.copy(signed.getPayload()));
        List<LintFinding> findings = new ArrayList<>();
        for (Finding finding : new NoticeChecks(NoticeLimits.defaults(), InstantSource.fixed(now)).check(sealed)) {
            findings.add(Refusal.explain(finding.problem(), inFile(finding.pointer(), sealed), finding.message()));
        }
        if (Submission.encode(signed).length > ENVELOPE_BYTES) {
            findings.add(Refusal.explain(
                    Refusal.TOO_LARGE.problem(), "", "is larger than " + ENVELOPE_BYTES + " bytes, sealed and signed"));
        }
        return findings;
    }

    /** Where in the file: sections have a name there instead of a number. */
    private static String inFile(String pointer, IncidentNotice sealed) {
        Matcher section = SEALED_SECTION.matcher(pointer);
        return section.matches()
                ? "/sections/"
                        + sealed.getSections()
                                .get(Integer.parseInt(section.group(1)))
                                .getKind()
                : pointer;
    }
}
