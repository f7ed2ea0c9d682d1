package org.harborlight.processor.status;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.Topics;

/** How a delivery stands, said of each notice that it is the delivery of: one by itself, or those of a digest. Pure. */
final class NoticesOfState {
    private NoticesOfState() {}

    static List<KeyValue<String, DeliveryState>> of(DeliveryState state) {
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
}
