package org.harborlight.standalone.conformance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.harborlight.schemas.Channel;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.DeliveryReason;
import org.harborlight.schemas.Detection;
import org.harborlight.schemas.DetectionContext;
import org.harborlight.schemas.DetectionMethod;
import org.harborlight.schemas.DisclosureBasis;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.NoticeOrigin;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.envelope.Sha256;

/**
 * Deliveries that tell of nothing: marked as a test, about nobody, of the lowest priority, each a case of its own. For
 * one thread.
 */
final class TestDeliveries {
    private static final String SUBMITTER = "harborlight-check";

    private final String partnerId;
    private final InstantSource clock;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private int count;

    TestDeliveries(String partnerId, InstantSource clock) {
        this.partnerId = partnerId;
        this.clock = clock;
    }

    Delivery next() {
        return nextFor(partnerId);
    }

    /** For somebody else. */
    Delivery nextFor(String addressee) {
        count++;
        String id = "check-" + run + "-" + count;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        NoticeOrigin origin = origin(id, now);
        return Delivery.newBuilder()
                .setDeliveryId(id)
                .setPartnerId(addressee)
                .setCaseId("check-case-" + run + "-" + count)
                .setLane(Lane.STANDARD)
                .setVersion(1)
                .setKind(DeliveryKind.CASE_OPENED)
                .setTest(true)
                .setPriority(Priority.INFORMATIONAL)
                .setHarms(List.of(HarmType.OTHER))
                .setTrigger(origin)
                .setOpenedAt(now)
                .setDecidedAt(now)
                .setChanged(List.of("case-opened"))
                .setNotices(List.of(notice(origin, now)))
                .setLinkCount(1)
                .setReasons(List.of(DeliveryReason.newBuilder()
                        .setRuleId("conformance-check")
                        .setRulesVersion("0")
                        .setText("A test of this endpoint. Nothing in it is real; there is nothing to do.")
                        .build()))
                .setRecipientKind(StakeholderKind.NGO)
                .setDirectoryHead("none")
                .build();
    }

    private static NoticeOrigin origin(String id, Instant now) {
        String noticeId =
                UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
        byte[] payload = Sha256.of(id.getBytes(StandardCharsets.UTF_8));
        return NoticeOrigin.newBuilder()
                .setSubmitterId(SUBMITTER)
                .setNoticeId(noticeId)
                .setReceiptId(Identifiers.receiptId(SUBMITTER, noticeId, payload))
                .setKeyId(SUBMITTER + "-1")
                .setPayloadSha256(ByteBuffer.wrap(payload))
                .setAcceptedAt(now)
                .build();
    }

    private static SharedNotice notice(NoticeOrigin origin, Instant now) {
        return SharedNotice.newBuilder()
                .setOrigin(origin)
                .setKind(NoticeKind.NEW)
                .setCreatedAt(now)
                .setHarms(List.of(HarmType.OTHER))
                .setPriority(Priority.INFORMATIONAL)
                .setChannel(Channel.UNKNOWN)
                .setDetection(new Detection(DetectionMethod.OTHER, true, DetectionContext.UNKNOWN))
                .setDisclosureBasis(DisclosureBasis.VOLUNTARY)
                .build();
    }
}
