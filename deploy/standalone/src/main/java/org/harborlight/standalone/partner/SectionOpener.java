package org.harborlight.standalone.partner;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harborlight.schemas.NoticeOrigin;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKey;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.notice.Submission;
import org.harborlight.schemas.sealing.KeyBinding;
import org.harborlight.schemas.sealing.KeyOpener;
import org.harborlight.schemas.sealing.SealingException;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.schemas.sealing.SectionSealer;

/**
 * Opens the sections that were released to a partner, with the partner's own sealing key. What cannot be opened is
 * listed with a reason instead; nothing is guessed. Thread-safe.
 */
public final class SectionOpener {
    private final KeyOpener keys;

    public SectionOpener(SealingKey partnerKey) {
        this.keys = new KeyOpener(partnerKey);
    }

    /** What was opened, and what was not, with reasons. */
    public record Opened(List<OpenedSection> sections, List<Unopened> unopened) {}

    /** A section that stays closed. */
    public record Unopened(String submitterId, String noticeId, SectionKind kind, String reason) {}

    public Opened open(DeliveryCheck.Genuine genuine) {
        List<OpenedSection> opened = new ArrayList<>();
        List<Unopened> unopened = new ArrayList<>();
        for (SharedNotice notice : genuine.delivery().getNotices()) {
            open(notice, genuine.body(), opened, unopened);
        }
        return new Opened(List.copyOf(opened), List.copyOf(unopened));
    }

    /** What came along with a delivery, all of it left closed for the same reason. */
    public static Opened closed(DeliveryCheck.Genuine genuine, String reason) {
        return new Opened(
                List.of(),
                genuine.delivery().getNotices().stream()
                        .flatMap(notice -> notice.getSections().stream()
                                .map(section -> closed(notice.getOrigin(), section, reason)))
                        .toList());
    }

    private void open(SharedNotice notice, DeliveryBody body, List<OpenedSection> opened, List<Unopened> unopened) {
        NoticeOrigin origin = notice.getOrigin();
        Map<SectionKind, byte[]> released;
        try {
            released = keysOf(origin, body);
        } catch (SealingException | DecodeException e) {
            released = Map.of();
        }
        for (SealedSection section : notice.getSections()) {
            byte[] key = released.get(section.getKind());
            if (key == null) {
                unopened.add(closed(origin, section, "no-key"));
                continue;
            }
            try {
                byte[] plain = SectionSealer.open(section, key, origin.getSubmitterId(), origin.getNoticeId());
                opened.add(new OpenedSection(
                        origin.getSubmitterId(),
                        origin.getNoticeId(),
                        section.getKind(),
                        Submission.decodeSection(section.getKind(), plain)));
            } catch (SealingException e) {
                unopened.add(closed(origin, section, "cannot-open"));
            } catch (DecodeException e) {
                unopened.add(closed(origin, section, "not-a-section"));
            }
        }
    }

    private Map<SectionKind, byte[]> keysOf(NoticeOrigin origin, DeliveryBody body) {
        Optional<DeliveryBody.ReleasedKeys> released = body.sectionKeys().stream()
                .filter(keys -> keys.submitterId().equals(origin.getSubmitterId())
                        && keys.noticeId().equals(origin.getNoticeId())
                        && keys.receiptId().equals(origin.getReceiptId()))
                .findFirst();
        Map<SectionKind, byte[]> byKind = new EnumMap<>(SectionKind.class);
        released.flatMap(DeliveryBody.ReleasedKeys::keys)
                .map(wrapped -> keys.open(
                        wrapped,
                        new KeyBinding(
                                origin.getSubmitterId(), origin.getNoticeId(), Bytes.copy(origin.getPayloadSha256()))))
                .ifPresent(set -> {
                    for (SectionKey key : set.getKeys()) {
                        byKind.put(key.getKind(), Bytes.copy(key.getKey()));
                    }
                });
        return byKind;
    }

    private static Unopened closed(NoticeOrigin origin, SealedSection section, String reason) {
        return new Unopened(origin.getSubmitterId(), origin.getNoticeId(), section.getKind(), reason);
    }
}
