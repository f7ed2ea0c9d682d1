package org.harborlight.schemas.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.harborlight.schemas.Accession;
import org.harborlight.schemas.DeliveryAgreement;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SecondContact;
import org.jspecify.annotations.Nullable;

/**
 * Where an entry says more than the participant signed. Operators may leave out and narrow; a key, an identity or an
 * address that the participant did not sign is never theirs to add. For one comparison.
 */
final class AccessionDifferences {
    private final Participant entry;
    private final Accession signed;
    private final List<String> found = new ArrayList<>();

    private AccessionDifferences(Participant entry, Accession signed) {
        this.entry = entry;
        this.signed = signed;
    }

    /** One a field, as its name and what is wrong with it; empty for none. */
    static List<String> between(Participant entry, Accession signed) {
        AccessionDifferences differences = new AccessionDifferences(entry, signed);
        differences.who();
        differences.keys();
        differences.addresses();
        differences.asked();
        return List.copyOf(differences.found);
    }

    private void who() {
        same("participantId", entry.getParticipantId(), signed.getParticipantId());
        same("name", entry.getName(), signed.getEntity());
        same("kind", entry.getKind(), signed.getKind());
        same("establishment", entry.getEstablishment(), signed.getEstablishment());
    }

    private void keys() {
        entry.getSigningKeys().forEach(key -> key("signingKeys", key, signed.getSigningKeys()));
        entry.getSealingKeys().forEach(key -> key("sealingKeys", key, signed.getSealingKeys()));
        within("tlsIdentities", entry.getTlsIdentities(), signed.getTlsIdentities());
    }

    private void addresses() {
        sameOrNone("endpoint", entry.getEndpoint(), signed.getEndpoint());
        sameOrNone("statusWebhook", entry.getStatusWebhook(), signed.getStatusWebhook());
        DeliveryAgreement agreement = entry.getAgreement();
        SecondContact contact = agreement == null ? null : agreement.getSecondContact();
        sameOrNone(
                "agreement.secondContact", contact == null ? null : contact.getEndpoint(), signed.getSecondContact());
    }

    private void asked() {
        within("coverage", entry.getCoverage(), signed.getCoverage());
        boolean everyHarm = entry.getHarms().isEmpty();
        if (!signed.getHarms().isEmpty() && everyHarm) {
            found.add("harms: more than it asked for");
        } else if (!signed.getHarms().isEmpty()) {
            within("harms", entry.getHarms(), signed.getHarms());
        }
        within(
                "releaseProfile.sections",
                entry.getReleaseProfile().getSections(),
                signed.getReleaseProfile().getSections());
        only(
                "releaseProfile.releaseEnvelope",
                entry.getReleaseProfile().getReleaseEnvelope(),
                signed.getReleaseProfile().getReleaseEnvelope());
        only("submits", entry.getSubmits(), signed.getSubmits());
        only("receives", entry.getReceives(), signed.getReceives());
        only("fallbackDesk", entry.getFallbackDesk(), signed.getFallbackDesk());
        only("acceptsTest", entry.getAcceptsTest(), signed.getAcceptsTest());
    }

    private void same(String field, @Nullable Object listed, @Nullable Object wanted) {
        if (!Objects.equals(listed, wanted)) {
            found.add(field + ": not as signed");
        }
    }

    private void sameOrNone(String field, @Nullable Object listed, @Nullable Object wanted) {
        if (listed != null && !listed.equals(wanted)) {
            found.add(field + ": not as signed");
        }
    }

    private void within(String field, Collection<?> listed, Collection<?> wanted) {
        if (!new HashSet<>(wanted).containsAll(listed)) {
            found.add(field + ": more than it asked for");
        }
    }

    private void only(String field, boolean listed, boolean wanted) {
        if (listed && !wanted) {
            found.add(field + ": it did not ask for it");
        }
    }

    /** The time of a key may be shortened, and a key revoked at any time. */
    private void key(String field, PublicKeyEntry listed, List<PublicKeyEntry> wanted) {
        Optional<PublicKeyEntry> own = wanted.stream()
                .filter(key -> key.getKeyId().equals(listed.getKeyId())
                        && key.getAlgorithm() == listed.getAlgorithm()
                        && key.getPublicKey().equals(listed.getPublicKey()))
                .findFirst();
        if (own.isEmpty()) {
            found.add(field + ": " + listed.getKeyId() + " is not among the keys that it signed");
        } else if (longer(listed, own.get())) {
            found.add(field + ": " + listed.getKeyId() + " is valid for longer than it signed");
        }
    }

    private static boolean longer(PublicKeyEntry listed, PublicKeyEntry own) {
        return listed.getValidFrom().isBefore(own.getValidFrom())
                || later(listed.getValidTo(), own.getValidTo())
                || later(listed.getRevokedAt(), own.getRevokedAt());
    }

    private static boolean later(@Nullable Instant listed, @Nullable Instant own) {
        return own != null && (listed == null || listed.isAfter(own));
    }
}
