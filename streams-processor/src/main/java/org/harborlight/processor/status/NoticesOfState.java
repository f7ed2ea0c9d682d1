package org.harborlight.processor.status;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Topics;

/** How a delivery stands, said of each notice that it is the delivery of: one by itself, or those of a digest. Pure. */
final class NoticesOfState {
    private NoticesOfState() {}

    static List<KeyValue<String, DeliveryState>> of(DeliveryState state) {
        if (isPlanned(state)) {
            return List.of();
        }
        List<KeyValue<String, DeliveryState>> all = new ArrayList<>();
        all.add(KeyValue.pair(Topics.noticeKey(state.getSubmitterId(), state.getNoticeId()), state));
        for (String key : state.getAlsoOf()) {
            int slash = key.indexOf('/');
            if (slash > 0) {
                DeliveryState other = DeliveryState.newBuilder(state)
                        .setSubmitterId(key.substring(0, slash))
                        .setNoticeId(key.substring(slash + 1))
                        .setAlsoOf(List.of())
                        .build();
                all.add(KeyValue.pair(key, other));
            }
        }
        return all;
    }

    /**
     * As the processor writes it with the first version of a case: the verdict of its one notice names the delivery with
     * its recipient already. Where no verdict does, the state has a reason.
     */
    private static boolean isPlanned(DeliveryState state) {
        return state.getState() == DeliveryStatus.PENDING
                && state.getKind() == DeliveryKind.CASE_OPENED
                && state.getVersion() == 1
                && state.getAttempts() == 0
                && state.getSource() == null
                && state.getRedrive() == null
                && state.getReason() == null
                && state.getAlsoOf().isEmpty();
    }
}
