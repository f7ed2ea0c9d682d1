package org.harborlight.gateway.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.notice.Finding;
import org.harborlight.schemas.notice.NoticeChecks;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a decoded notice: the checks of the contract, and that its section keys can be opened by the
 * exchange at all. A notice whose keys nobody can open must be refused while the submitter can still do better.
 */
final class NoticeFindings {
    private static final int ENCAPSULATED_KEY_BYTES = 32;
    private static final int MAX_SEALED_KEYS_BYTES = 1024;

    private NoticeFindings() {}

    static List<Finding> of(
            IncidentNotice notice, SignedNotice envelope, Directory directory, Instant now, NoticeChecks checks) {
        List<Finding> findings = new ArrayList<>(checks.check(notice));
        SealedKeys keys = envelope.getSectionKeys();
        if (notice.getSections().isEmpty()) {
            if (keys != null) {
                findings.add(invalid("/sectionKeys", "there are no sections to open"));
            }
        } else {
            checkKeys(keys, directory, now, findings);
        }
        return findings;
    }

    /** Media first, then time, then fields: the first to correct. */
    static Refusal gravest(List<Finding> findings) {
        return findings.stream()
                .map(NoticeFindings::refusal)
                .min(Comparator.naturalOrder())
                .orElse(Refusal.INVALID_FIELD);
    }

    private static void checkKeys(@Nullable SealedKeys keys, Directory directory, Instant now, List<Finding> findings) {
        if (keys == null) {
            findings.add(invalid("/sectionKeys", "the sections cannot be opened without their keys"));
            return;
        }
        boolean known = directory.exchangeKeys(KeyPurpose.SEALING).stream()
                .filter(key -> key.getKeyId().equals(keys.getRecipientKeyId()))
                .anyMatch(key -> Directory.usable(key, now));
        if (!known) {
            findings.add(invalid("/sectionKeys/recipientKeyId", "not a sealing key of the exchange, see /v1/keys"));
        }
        if (keys.getEncapsulatedKey().remaining() != ENCAPSULATED_KEY_BYTES) {
            findings.add(invalid("/sectionKeys/encapsulatedKey", "must be 32 bytes"));
        }
        if (keys.getCiphertext().remaining() > MAX_SEALED_KEYS_BYTES) {
            findings.add(invalid("/sectionKeys/ciphertext", "at most 1024 bytes"));
        }
    }

    private static Finding invalid(String pointer, String message) {
        return new Finding(Finding.INVALID_FIELD, pointer, message);
    }

    private static Refusal refusal(Finding finding) {
        return switch (finding.problem()) {
            case Finding.MEDIA_NOT_ACCEPTED -> Refusal.MEDIA_NOT_ACCEPTED;
            case Finding.FUTURE_TIMESTAMP -> Refusal.FUTURE_TIMESTAMP;
            case Finding.STALE_TIMESTAMP -> Refusal.STALE_TIMESTAMP;
            default -> Refusal.INVALID_FIELD;
        };
    }
}
