package org.harborlight.connector.store;

import java.time.Duration;
import java.util.Optional;
import org.harborlight.schemas.NoticeOrigin;
import org.harborlight.schemas.StoredSectionKeys;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.WireFormat;

/**
 * Section keys as the gateway stored them, sealed to the exchange. The gateway writes them before the notice, so once the
 * view has caught up with a moment after the delivery was read, keys that are not there were erased. Keys of a notice that
 * operators have ordered to be erased are never found, whoever writes them again. Any thread; blocks for at most the given
 * patience.
 */
public final class SectionKeys {
    /** What operators have ordered to be erased. */
    public interface Erasures {
        /** Whether all of it is known that was ordered before the start. */
        boolean known();

        /** By submitter and notice id, as {@link Topics#noticeKey} makes it. */
        boolean erased(String noticeKey);
    }

    /** What stands for a notice. */
    public sealed interface Found {
        record Stored(StoredSectionKeys keys) implements Found {}

        /** As operators have ordered. */
        record Erased() implements Found {}

        /** Nothing, and nobody has ordered that. */
        record Gone() implements Found {}

        /** Something that no gateway wrote. */
        record Unreadable() implements Found {}
    }

    private final CompactedView view;
    private final WireFormat<StoredSectionKeys> format;
    private final Erasures erasures;
    private final Duration patience;

    public SectionKeys(CompactedView view, WireFormat<StoredSectionKeys> format, Erasures erasures, Duration patience) {
        this.view = view;
        this.format = format;
        this.erasures = erasures;
        this.patience = patience;
    }

    /** What stands there now; that there is nothing is certain. */
    public Found find(NoticeOrigin origin) {
        if (!erasures.known()) {
            throw new NotCaughtUpException();
        }
        if (erasures.erased(Topics.noticeKey(origin.getSubmitterId(), origin.getNoticeId()))) {
            return new Found.Erased();
        }
        String key = Topics.sectionKeysKey(origin.getSubmitterId(), origin.getNoticeId(), origin.getReceiptId());
        Optional<byte[]> known = view.get(key);
        if (known.isEmpty()) {
            if (!view.awaitReached(view.highWatermarks(), patience)) {
                throw new NotCaughtUpException();
            }
            known = view.get(key);
        }
        try {
            return known.map(format::decode).<Found>map(Found.Stored::new).orElseGet(Found.Gone::new);
        } catch (DecodeException e) {
            return new Found.Unreadable();
        }
    }

    /** The view cannot tell yet: nothing is sent, the delivery is tried again soon. */
    public static final class NotCaughtUpException extends RuntimeException {
        NotCaughtUpException() {
            super("section keys are not caught up");
        }
    }
}
