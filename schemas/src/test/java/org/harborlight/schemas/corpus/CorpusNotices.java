package org.harborlight.schemas.corpus;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Locator;
import org.harborlight.schemas.LocatorsSection;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.NarrativeSection;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.notice.Submission;
import org.harborlight.schemas.sealing.KeyBinding;
import org.harborlight.schemas.sealing.RepeatableSealing;
import org.harborlight.schemas.sealing.SectionSealer;

/** Sound notices of the corpus, each with an id after its name. All that is in them is made up. */
final class CorpusNotices {
    private final CorpusKeys keys;

    CorpusNotices(CorpusKeys keys) {
        this.keys = keys;
    }

    IncidentNotice.Builder notice(String name) {
        return NoticeFixtures.extortion(CorpusKeys.SUBMITTER, CorpusKeys.NOW)
                .setNoticeId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                        .toString())
                .setIncidentKey("incident-" + name.hashCode());
    }

    static byte[] payload(IncidentNotice.Builder notice) {
        return SingleObject.of(IncidentNotice.class).encode(notice.build());
    }

    SignedNotice signed(IncidentNotice.Builder notice, SigningKey... signers) {
        return signed(payload(notice), signers);
    }

    SignedNotice signed(byte[] payload, SigningKey... signers) {
        SignedNotice signed = Submission.sign(payload, null, keys.ed25519);
        if (signers.length > 0) {
            signed.setSignatures(new EnvelopeSigner(List.of(signers))
                    .sign(MediaTypes.INCIDENT_NOTICE, payload)
                    .getSignatures());
        }
        return signed;
    }

    /** With two sections, their keys sealed to the exchange. */
    SignedNotice sealed(String name) {
        RepeatableRandom random = new RepeatableRandom(name);
        IncidentNotice.Builder notice = notice(name);
        Locator locator = Locator.newBuilder()
                .setItemId("item-1")
                .setUrl("https://example.net/made-up")
                .build();
        NarrativeSection narrative = NarrativeSection.newBuilder()
                .setLanguage("en")
                .setText("Made up.")
                .setQuotes(List.of())
                .build();
        Map<SectionKind, byte[]> plain = new EnumMap<>(SectionKind.class);
        plain.put(SectionKind.LOCATORS, Submission.encodeSection(new LocatorsSection(List.of(locator))));
        plain.put(SectionKind.NARRATIVE, Submission.encodeSection(narrative));
        SectionSealer.Sealed sealed = new SectionSealer(random).seal(CorpusKeys.SUBMITTER, notice.getNoticeId(), plain);
        byte[] payload = payload(notice.setSections(sealed.sections()));
        SealedKeys sectionKeys = RepeatableSealing.seal(
                sealed.keys(),
                keys.sealingEntry(),
                KeyBinding.ofPayload(CorpusKeys.SUBMITTER, notice.getNoticeId(), payload),
                random);
        return Submission.sign(payload, sectionKeys, keys.ed25519);
    }
}
