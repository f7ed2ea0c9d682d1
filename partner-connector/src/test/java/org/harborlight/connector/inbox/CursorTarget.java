package org.harborlight.connector.inbox;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.fuzz.ParserTarget;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.service.Restores;

/** The cursor of the inbox, for fuzzing. */
public final class CursorTarget {
    private static final String PARTNER = "police-de";

    private CursorTarget() {}

    public static ParserTarget target() {
        CursorSeal seal =
                new CursorSeal(List.of(SealingKey.generate("sealing-1", new SecureRandom())), new Restores(1));
        InboxCursor cursor =
                new InboxCursor(Map.of(new TopicPartition(Topics.deliveries(PARTNER, Lane.URGENT), 1), 7L));
        return ParserTarget.ofText("cursor", text -> seal.open(PARTNER, text), seal.seal(PARTNER, cursor), "AA");
    }
}
