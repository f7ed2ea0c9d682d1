package org.harborlight.connector.push;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.harborlight.connector.store.SectionKeys;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKey;
import org.harborlight.schemas.SectionKeySet;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.StoredSectionKeys;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.sealing.KeyBinding;
import org.harborlight.schemas.sealing.KeyOpener;
import org.harborlight.schemas.sealing.KeySealer;
import org.harborlight.schemas.sealing.SealingException;

/**
 * Re-seals section keys to a partner: exactly those kinds that the signed delivery releases and that the partner's
 * profile in today's directory still allows. No section is opened here; keys leave this class sealed only. Thread-safe.
 */
final class SectionRelease {
    private static final String ERASED = "erased-or-unknown";
    private static final String UNFIT = "cannot-open";

    private final SectionKeys sectionKeys;
    private final KeyOpener opener;
    private final KeySealer sealer;

    SectionRelease(SectionKeys sectionKeys, KeyOpener opener, KeySealer sealer) {
        this.sectionKeys = sectionKeys;
        this.opener = opener;
        this.sealer = sealer;
    }

    /** One entry for each notice that has a section to release, in the order of the delivery. */
    List<ReleasedKeys> release(Delivery delivery, Participant partner, Instant now) {
        Set<SectionKind> allowed = allowed(delivery, partner);
        Optional<PublicKeyEntry> recipient = Directory.currentSealingKey(partner, now);
        List<ReleasedKeys> released = new ArrayList<>();
        for (SharedNotice notice : delivery.getNotices()) {
            Set<SectionKind> kinds = EnumSet.noneOf(SectionKind.class);
            for (SealedSection section : notice.getSections()) {
                if (allowed.contains(section.getKind())) {
                    kinds.add(section.getKind());
                }
            }
            if (!kinds.isEmpty()) {
                released.add(recipient
                        .map(key -> reseal(notice, kinds, key))
                        .orElseGet(() -> ReleasedKeys.missing(notice.getOrigin(), "no-sealing-key")));
            }
        }
        return released;
    }

    /** What both the signed delivery and today's directory allow; a partner that no longer covers the country gets none. */
    static Set<SectionKind> allowed(Delivery delivery, Participant partner) {
        Set<SectionKind> allowed = EnumSet.noneOf(SectionKind.class);
        String country = delivery.getRecipientCountry();
        boolean covered = country == null
                || partner.getFallbackDesk()
                || partner.getCoverage().isEmpty()
                || partner.getCoverage().contains(country);
        if (covered) {
            allowed.addAll(delivery.getReleasedSections());
            allowed.retainAll(partner.getReleaseProfile().getSections());
        }
        return allowed;
    }

    /** Whether the signed delivery releases more than today's directory allows. */
    static boolean narrowed(Delivery delivery, Participant partner) {
        return !allowed(delivery, partner).containsAll(delivery.getReleasedSections());
    }

    private ReleasedKeys reseal(SharedNotice notice, Set<SectionKind> kinds, PublicKeyEntry recipient) {
        return switch (sectionKeys.find(notice.getOrigin())) {
            case SectionKeys.Found.Stored(StoredSectionKeys stored) -> reseal(stored, notice, kinds, recipient);
            case SectionKeys.Found.Erased _ -> ReleasedKeys.missing(notice.getOrigin(), ERASED);
            case SectionKeys.Found.Gone _ -> ReleasedKeys.tampered(notice.getOrigin(), ERASED);
            case SectionKeys.Found.Unreadable _ -> ReleasedKeys.tampered(notice.getOrigin(), UNFIT);
        };
    }

    /** The keys of another notice, which somebody put in their place, do not open under what this one is bound to. */
    private ReleasedKeys reseal(
            StoredSectionKeys stored, SharedNotice notice, Set<SectionKind> kinds, PublicKeyEntry recipient) {
        KeyBinding binding = new KeyBinding(
                notice.getOrigin().getSubmitterId(),
                notice.getOrigin().getNoticeId(),
                Bytes.copy(notice.getOrigin().getPayloadSha256()));
        try {
            SectionKeySet all = opener.open(stored.getSealed(), binding);
            List<SectionKey> kept = all.getKeys().stream()
                    .filter(key -> kinds.contains(key.getKind()))
                    .toList();
            SectionKeySet released = SectionKeySet.newBuilder().setKeys(kept).build();
            return ReleasedKeys.sealed(notice.getOrigin(), sealer.seal(released, recipient, binding));
        } catch (SealingException e) {
            return ReleasedKeys.tampered(notice.getOrigin(), UNFIT);
        }
    }
}
