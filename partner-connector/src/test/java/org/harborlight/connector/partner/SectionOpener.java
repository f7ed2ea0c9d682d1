package org.harborlight.connector.partner;

import java.util.EnumMap;
import java.util.Map;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.ReleasedSectionKeys;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKey;
import org.harborlight.schemas.SectionKeySet;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.sealing.KeyBinding;
import org.harborlight.schemas.sealing.KeyOpener;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.schemas.sealing.SectionSealer;

/** Opens what was released to a partner, the way a partner does. */
public final class SectionOpener {
    private final KeyOpener opener;

    public SectionOpener(SealingKey key) {
        this.opener = new KeyOpener(key);
    }

    /** Plain texts by kind, of the first notice. Throws SealingException with another partner's key. */
    public Map<SectionKind, byte[]> open(Push push) {
        return open(push.received());
    }

    /** The same for what was fetched. */
    public Map<SectionKind, byte[]> open(Received received) {
        Delivery delivery = received.delivery();
        SharedNotice notice = delivery.getNotices().getFirst();
        Map<SectionKind, byte[]> opened = new EnumMap<>(SectionKind.class);
        for (ReleasedSectionKeys keys : received.sectionKeys()) {
            if (keys.getSealed() == null) {
                continue;
            }
            KeyBinding binding = new KeyBinding(
                    notice.getOrigin().getSubmitterId(),
                    notice.getOrigin().getNoticeId(),
                    Bytes.copy(notice.getOrigin().getPayloadSha256()));
            SectionKeySet set = opener.open(keys.getSealed(), binding);
            for (SectionKey key : set.getKeys()) {
                opened.put(
                        key.getKind(),
                        SectionSealer.open(
                                section(notice, key.getKind()),
                                Bytes.copy(key.getKey()),
                                notice.getOrigin().getSubmitterId(),
                                notice.getOrigin().getNoticeId()));
            }
        }
        return opened;
    }

    private static SealedSection section(SharedNotice notice, SectionKind kind) {
        return notice.getSections().stream()
                .filter(section -> section.getKind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
