package org.harborlight.schemas.notice;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.ChildVictimSection;
import org.harborlight.schemas.EvidenceSection;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.LocatorsSection;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.NarrativeSection;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.ReportedPersonSection;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.SignedNoticeBatch;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.KeyBinding;
import org.harborlight.schemas.sealing.KeySealer;
import org.harborlight.schemas.sealing.SectionSealer;
import org.jspecify.annotations.Nullable;

/**
 * What a submitter does with a notice: seal the sections, encode, sign, seal the section keys to the exchange. A retry
 * sends the same bytes again; sealing anew under the same id would be a conflict.
 */
public final class Submission {
    private static final SingleObject<IncidentNotice> NOTICES = SingleObject.of(IncidentNotice.class);
    private static final SingleObject<SignedNotice> SIGNED = SingleObject.of(SignedNotice.class);
    private static final SingleObject<SignedNoticeBatch> BATCHES = SingleObject.of(SignedNoticeBatch.class);

    private Submission() {}

    /**
     * Seals, encodes and signs.
     *
     * @param notice without sections; not changed
     * @param sections plain sections by kind, of the record type that belongs to it
     */
    public static SignedNotice prepare(
            IncidentNotice notice,
            Map<SectionKind, ? extends SpecificRecord> sections,
            SigningKey key,
            PublicKeyEntry exchangeSealingKey,
            SecureRandom random) {
        Map<SectionKind, byte[]> plain = new EnumMap<>(SectionKind.class);
        sections.forEach((kind, section) -> plain.put(kind, encodeSection(section)));
        SectionSealer.Sealed sealed =
                new SectionSealer(random).seal(notice.getSubmitterId(), notice.getNoticeId(), plain);
        IncidentNotice whole =
                IncidentNotice.newBuilder(notice).setSections(sealed.sections()).build();
        byte[] payload = NOTICES.encode(whole);
        SealedKeys keys = sealed.sections().isEmpty()
                ? null
                : new KeySealer(random)
                        .seal(
                                sealed.keys(),
                                exchangeSealingKey,
                                KeyBinding.ofPayload(notice.getSubmitterId(), notice.getNoticeId(), payload));
        return sign(payload, keys, key);
    }

    /** Signs an encoded notice as it is. */
    public static SignedNotice sign(byte[] payload, @Nullable SealedKeys keys, SigningKey key) {
        SignedEnvelope envelope = new EnvelopeSigner(key).sign(MediaTypes.INCIDENT_NOTICE, payload);
        SignedNotice notice = new SignedNotice();
        notice.setPayloadType(envelope.getPayloadType());
        notice.setPayload(ByteBuffer.wrap(payload));
        notice.setSignatures(envelope.getSignatures());
        notice.setSectionKeys(keys);
        return notice;
    }

    /** The body to post. */
    public static byte[] encode(SignedNotice notice) {
        return SIGNED.encode(notice);
    }

    /** The body to post for several notices at once, which are taken in this order. */
    public static byte[] encodeBatch(List<SignedNotice> notices) {
        return BATCHES.encode(new SignedNoticeBatch(
                notices.stream().map(notice -> ByteBuffer.wrap(encode(notice))).toList()));
    }

    public static SignedNotice decode(byte[] body) {
        return SIGNED.decode(body);
    }

    /** Encodes a section as it is sealed; throws IllegalArgumentException where the record is none. */
    public static byte[] encodeSection(SpecificRecord section) {
        return switch (section) {
            case ReportedPersonSection persons ->
                SingleObject.of(ReportedPersonSection.class).encode(persons);
            case ChildVictimSection children ->
                SingleObject.of(ChildVictimSection.class).encode(children);
            case LocatorsSection locators ->
                SingleObject.of(LocatorsSection.class).encode(locators);
            case EvidenceSection evidence ->
                SingleObject.of(EvidenceSection.class).encode(evidence);
            case NarrativeSection narrative ->
                SingleObject.of(NarrativeSection.class).encode(narrative);
            default ->
                throw new IllegalArgumentException(
                        "not a section: " + section.getSchema().getName());
        };
    }

    /** Decodes an opened section strictly; there is no bytes field that could hold material. */
    public static SpecificRecord decodeSection(SectionKind kind, byte[] plain) {
        return switch (kind) {
            case REPORTED_PERSON -> SingleObject.of(ReportedPersonSection.class).decode(plain);
            case CHILD_VICTIM -> SingleObject.of(ChildVictimSection.class).decode(plain);
            case LOCATORS -> SingleObject.of(LocatorsSection.class).decode(plain);
            case EVIDENCE -> SingleObject.of(EvidenceSection.class).decode(plain);
            case NARRATIVE -> SingleObject.of(NarrativeSection.class).decode(plain);
            case UNSPECIFIED -> throw new IllegalArgumentException("not a section kind");
        };
    }
}
