package org.harborlight.processor.status;

import org.apache.kafka.streams.KeyValue;
import org.harborlight.processor.state.OriginMark;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Topics;

/** Re-keys outcomes and held changes by the partition of the record they are about, to be counted there. */
final class OriginMarks {
    private OriginMarks() {}

    static KeyValue<String, OriginMark> of(Outcome outcome) {
        Origin origin = outcome.getOrigin();
        OriginMark mark = OriginMark.newBuilder()
                .setTopic(origin.getTopic())
                .setPartition(origin.getPartition())
                .setOffset(origin.getOffset())
                .setVerdict(outcome.getVerdict().name())
                .setReason(outcome.getReason())
                .setPage(outcome.getOperatorPage())
                .setNotice(Topics.noticeKey(outcome.getSubmitterId(), outcome.getNoticeId()))
                .setAt(outcome.getDecidedAt())
                .build();
        return KeyValue.pair(key(origin), mark);
    }

    static KeyValue<String, OriginMark> of(HeldChange change) {
        Origin origin = change.getOrigin();
        OriginMark mark = OriginMark.newBuilder()
                .setTopic(origin.getTopic())
                .setPartition(origin.getPartition())
                .setOffset(origin.getOffset())
                .setChange(change.getKind().name())
                .setReason(change.getReason())
                .setNotice(Topics.noticeKey(change.getSubmitterId(), change.getNoticeId()))
                .setAt(change.getAt())
                .build();
        return KeyValue.pair(key(origin), mark);
    }

    private static String key(Origin origin) {
        return origin.getTopic() + "/" + origin.getPartition();
    }
}
