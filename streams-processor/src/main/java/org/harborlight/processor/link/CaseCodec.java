package org.harborlight.processor.link;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.processor.link.Allowance.Hour;
import org.harborlight.processor.link.CaseFile.Progress;
import org.harborlight.processor.route.Background;
import org.harborlight.processor.route.CaseIdentity;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.CaseSnapshot;
import org.harborlight.processor.route.CaseSnapshot.Links;
import org.harborlight.processor.route.Circumstances;
import org.harborlight.processor.route.DeskAnswers;
import org.harborlight.processor.route.Holders;
import org.harborlight.processor.state.AdmittedNotice;
import org.harborlight.processor.state.CaseBackground;
import org.harborlight.processor.state.CaseState;
import org.harborlight.processor.state.MovedStanding;
import org.harborlight.processor.state.StoredNotice;
import org.harborlight.processor.state.SubmitterHour;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.LinkedNotice;
import org.harborlight.schemas.NoticeOrigin;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.RetractionReason;
import org.harborlight.schemas.RuleFlag;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WriterSchemas;
import org.harborlight.schemas.envelope.Sha256;
import org.jspecify.annotations.Nullable;

/** Turns cases into what the stores keep, and back. What the contract defines is kept in its own encoding. Thread-safe. */
final class CaseCodec {
    private static final long NONE_WAITS = -1;

    private final Lane lane;
    private final SingleObject<AcceptedNotice> accepted;
    private final SingleObject<IncidentNotice> notices;
    private final SingleObject<Fact> facts;
    private final SingleObject<LinkedNotice> links;

    CaseCodec(Lane lane, WriterSchemas writers) {
        this.lane = lane;
        this.accepted = SingleObject.of(AcceptedNotice.class, writers);
        this.notices = SingleObject.of(IncidentNotice.class, writers);
        this.facts = SingleObject.of(Fact.class, writers);
        this.links = SingleObject.of(LinkedNotice.class, writers);
    }

    /** A notice as accepted, with what it says and where it comes from. */
    CaseNotice notice(
            long sequence, ByteBuffer acceptedBytes, Origin source, List<Fact> facts, CaseNotice.Standing standing) {
        AcceptedNotice envelope = accepted.decode(acceptedBytes);
        IncidentNotice notice = notices.decode(envelope.getEnvelope().getPayload());
        return new CaseNotice(sequence, envelope, notice, origin(envelope), source, facts, standing);
    }

    private static NoticeOrigin origin(AcceptedNotice envelope) {
        return NoticeOrigin.newBuilder()
                .setSubmitterId(envelope.getSubmitterId())
                .setNoticeId(envelope.getNoticeId())
                .setReceiptId(envelope.getReceiptId())
                .setKeyId(
                        envelope.getEnvelope().getSignatures().isEmpty()
                                ? ""
                                : envelope.getEnvelope()
                                        .getSignatures()
                                        .getFirst()
                                        .getKeyId())
                .setPayloadSha256(ByteBuffer.wrap(
                        Sha256.of(Bytes.copy(envelope.getEnvelope().getPayload()))))
                .setAcceptedAt(envelope.getAcceptedAt())
                .build();
    }

    CaseNotice read(long sequence, StoredNotice stored) {
        return notice(
                sequence,
                stored.getAccepted(),
                new Origin(stored.getTopic(), stored.getPartition(), stored.getOffset()),
                decode(facts, stored.getFacts()),
                new CaseNotice.Standing(
                        link(stored.getLink()),
                        stored.getRetracted() == null ? null : RetractionReason.valueOf(stored.getRetracted()),
                        stored.getHeld(),
                        stored.getWaiting(),
                        stored.getUnlinked()));
    }

    StoredNotice write(CaseNotice notice) {
        LinkKind link = notice.standing().link();
        RetractionReason retracted = notice.standing().retracted();
        return StoredNotice.newBuilder()
                .setAccepted(ByteBuffer.wrap(accepted.encode(notice.accepted())))
                .setTopic(notice.source().getTopic())
                .setPartition(notice.source().getPartition())
                .setOffset(notice.source().getOffset())
                .setLink(link == null ? null : link.name())
                .setFacts(encode(facts, notice.facts()))
                .setRetracted(retracted == null ? null : retracted.name())
                .setHeld(notice.standing().held())
                .setWaiting(notice.standing().waiting())
                .setUnlinked(notice.standing().unlinked())
                .build();
    }

    /** A notice that comes from another case, as it stood there. */
    CaseNotice read(AdmittedNotice admitted, MovedStanding moved) {
        return notice(
                0,
                admitted.getAccepted(),
                new Origin(admitted.getTopic(), admitted.getPartition(), admitted.getOffset()),
                decode(facts, moved.getFacts()),
                new CaseNotice.Standing(
                        link(moved.getLink()),
                        moved.getRetracted() == null ? null : RetractionReason.valueOf(moved.getRetracted()),
                        moved.getHeld(),
                        moved.getWaiting(),
                        false));
    }

    /** A notice that goes to another case, as it stands in this one. */
    AdmittedNotice write(CaseNotice notice, MovedStanding.Builder moved) {
        StoredNotice stored = write(notice);
        return AdmittedNotice.newBuilder()
                .setAccepted(stored.getAccepted())
                .setTopic(stored.getTopic())
                .setPartition(stored.getPartition())
                .setOffset(stored.getOffset())
                .setMoved(moved.setLink(stored.getLink())
                        .setFacts(stored.getFacts())
                        .setRetracted(stored.getRetracted())
                        .setHeld(stored.getHeld())
                        .setWaiting(stored.getWaiting())
                        .build())
                .build();
    }

    CaseFile read(String caseKey, CaseState state, List<CaseNotice> window) {
        Holders holders = Holders.of(state.getHolders(), state.getPointed());
        CaseSnapshot snapshot = new CaseSnapshot(
                new CaseIdentity(state.getCaseId(), lane, state.getTest(), state.getOpenedAt()),
                window,
                background(state.getBackground()),
                new Links(decode(links, state.getLinks()), state.getLinkCount()),
                holders,
                Holders.NONE,
                DeskAnswers.NONE);
        return new CaseFile(
                caseKey,
                snapshot,
                new Progress(state.getVersion(), state.getNoticeCount(), state.getHeldCount(), state.getExpiryDay()),
                Set.copyOf(state.getSubmitters()),
                new Allowance(
                        state.getHours().stream()
                                .map(hour -> new Hour(hour.getSubmitterId(), hour.getStartedAt(), hour.getVersions()))
                                .toList(),
                        state.getDigestDue(),
                        state.getDigestDue()),
                Set.copyOf(state.getLeft()),
                holders);
    }

    CaseState write(CaseFile file) {
        CaseSnapshot snapshot = file.snapshot();
        return CaseState.newBuilder()
                .setCaseId(snapshot.identity().caseId())
                .setTest(snapshot.identity().test())
                .setOpenedAt(snapshot.identity().openedAt())
                .setVersion(file.progress().version())
                .setNoticeCount(file.progress().noticeCount())
                .setHeldCount(file.progress().heldCount())
                .setSubmitters(sorted(file.submitters()))
                .setHolders(snapshot.holders().inOrder())
                .setPointed(snapshot.holders().pointedInOrder())
                .setLinkCount(snapshot.links().count())
                .setLinks(encode(links, snapshot.links().newest()))
                .setBackground(background(snapshot.background()))
                .setExpiryDay(file.progress().expiryDay())
                .setHours(file.allowance().hours().stream()
                        .map(hour -> new SubmitterHour(hour.submitterId(), hour.startedAt(), hour.versions()))
                        .toList())
                .setWaitingFrom(file.waits() ? file.waiting().getLast().sequence() : NONE_WAITS)
                .setDigestDue(file.digestDue())
                .setLeft(sorted(file.left()))
                .build();
    }

    private Background background(CaseBackground stored) {
        return new Background(
                decode(facts, stored.getFacts()),
                new Circumstances(
                        Priority.valueOf(stored.getPriority()),
                        stored.getHarms().stream().map(HarmType::valueOf).toList(),
                        stored.getFlags().stream()
                                .map(RuleFlag::valueOf)
                                .collect(Collectors.toCollection(LinkedHashSet::new)),
                        stored.getAdultReported()));
    }

    private CaseBackground background(Background background) {
        Circumstances circumstances = background.circumstances();
        return CaseBackground.newBuilder()
                .setFacts(encode(facts, background.facts()))
                .setPriority(circumstances.priority().name())
                .setHarms(circumstances.harms().stream().map(HarmType::name).toList())
                .setFlags(circumstances.flags().stream()
                        .map(RuleFlag::name)
                        .sorted()
                        .toList())
                .setAdultReported(circumstances.adultReported())
                .build();
    }

    static @Nullable LinkKind link(@Nullable String name) {
        return name == null ? null : LinkKind.valueOf(name);
    }

    private static List<String> sorted(Set<String> ids) {
        return new ArrayList<>(new TreeSet<>(ids));
    }

    private static <T extends SpecificRecord> List<ByteBuffer> encode(SingleObject<T> format, List<T> records) {
        return records.stream()
                .map(record -> ByteBuffer.wrap(format.encode(record)))
                .toList();
    }

    private static <T extends SpecificRecord> List<T> decode(SingleObject<T> format, List<ByteBuffer> bytes) {
        return bytes.stream().map(format::decode).toList();
    }
}
