package org.harborlight.gateway;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Locator;
import org.harborlight.schemas.LocatorsSection;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.NarrativeSection;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.UrgencyBasis;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.notice.Submission;

/** Notices as a submitter makes them, sound and otherwise. */
public final class TestNotices {
    /** Stands in a sealed section and in the incident key; may turn up in no log. */
    public static final String CANARY = "canary-7d1f";

    private final TestKeys keys;

    public TestNotices(TestKeys keys) {
        this.keys = keys;
    }

    public IncidentNotice.Builder standard(String submitterId) {
        return NoticeFixtures.extortion(submitterId, Instant.now()).setIncidentKey(CANARY + "-" + System.nanoTime());
    }

    public IncidentNotice.Builder urgent(String submitterId) {
        return standard(submitterId).setPriority(Priority.URGENT).setUrgencyBasis(UrgencyBasis.THREAT);
    }

    /** Sections sealed, keys sealed to the exchange, signed with the current key. */
    public SignedNotice sealed(IncidentNotice.Builder notice) {
        Locator locator = Locator.newBuilder()
                .setItemId("item-1")
                .setUrl("https://example.net/" + CANARY)
                .build();
        NarrativeSection narrative = NarrativeSection.newBuilder()
                .setLanguage("en")
                .setText(CANARY)
                .setQuotes(List.of())
                .build();
        return Submission.prepare(
                notice.build(),
                Map.of(SectionKind.LOCATORS, new LocatorsSection(List.of(locator)), SectionKind.NARRATIVE, narrative),
                keys.current,
                keys.sealingEntry(),
                new SecureRandom());
    }

    /** Signed with the current key, without sections. */
    public SignedNotice bare(IncidentNotice.Builder notice) {
        return Submission.sign(payload(notice), null, keys.current);
    }

    /** Signed with each of these keys, without sections. */
    public SignedNotice signedWith(IncidentNotice.Builder notice, SigningKey... signers) {
        SignedNotice signed = bare(notice);
        signed.setSignatures(new EnvelopeSigner(List.of(signers))
                .sign(MediaTypes.INCIDENT_NOTICE, payload(notice))
                .getSignatures());
        return signed;
    }

    public static byte[] payload(IncidentNotice.Builder notice) {
        return SingleObject.of(IncidentNotice.class).encode(notice.build());
    }

    public static byte[] body(SignedNotice notice) {
        return Submission.encode(notice);
    }
}
