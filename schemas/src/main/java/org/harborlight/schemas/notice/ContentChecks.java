package org.harborlight.schemas.notice;

import static org.harborlight.schemas.notice.NoticeChecks.length;
import static org.harborlight.schemas.notice.NoticeChecks.require;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.harborlight.schemas.ContentAnnotation;
import org.harborlight.schemas.ContentKind;
import org.harborlight.schemas.ContentReference;
import org.harborlight.schemas.Digest;
import org.harborlight.schemas.DigestAlgorithm;
import org.harborlight.schemas.Label;
import org.harborlight.schemas.Viewed;

/** Checks the content references of a notice. One thread. */
record ContentChecks(NoticeLimits limits, List<Finding> findings) {
    void content(List<ContentReference> content) {
        require(
                content.size() <= limits.contentReferences(),
                "/content",
                "must have at most " + limits.contentReferences() + " entries",
                findings);
        Set<String> items = new HashSet<>();
        for (int i = 0; i < content.size(); i++) {
            ContentReference reference = content.get(i);
            String at = "/content/" + i;
            int length = length(reference.getItemId());
            require(length >= 1 && length <= 64, at, "/itemId", "must have 1 to 64 characters", findings);
            require(items.add(reference.getItemId()), at, "/itemId", "must be unique", findings);
            reference(reference, at);
        }
    }

    private void reference(ContentReference reference, String at) {
        require(reference.getKind() != ContentKind.UNSPECIFIED, at, "/kind", "must be known", findings);
        require(reference.getDigests().size() <= 8, at, "/digests", "must have at most 8 entries", findings);
        for (int i = 0; i < reference.getDigests().size(); i++) {
            digest(reference.getDigests().get(i), at + "/digests/" + i);
        }
        require(
                length(reference.getMatchedList()) <= 100,
                at,
                "/matchedList",
                "must have at most 100 characters",
                findings);
        Long size = reference.getSizeBytes();
        require(size == null || size >= 0, at, "/sizeBytes", "must not be negative", findings);
        require(
                reference.getViewedBySubmitter() != Viewed.UNSPECIFIED,
                at,
                "/viewedBySubmitter",
                "must be known",
                findings);
        require(reference.getAnnotations().size() <= 8, at, "/annotations", "must have at most 8 entries", findings);
        for (int i = 0; i < reference.getAnnotations().size(); i++) {
            require(
                    reference.getAnnotations().get(i) != ContentAnnotation.UNSPECIFIED,
                    at + "/annotations/" + i,
                    "must be known",
                    findings);
        }
        require(reference.getLabels().size() <= 16, at, "/labels", "must have at most 16 entries", findings);
        for (int i = 0; i < reference.getLabels().size(); i++) {
            label(reference.getLabels().get(i), at + "/labels/" + i);
        }
    }

    private void digest(Digest digest, String at) {
        int expected = switch (digest.getAlgorithm()) {
            case MD5 -> 16;
            case SHA1 -> 20;
            case SHA256, PDQ -> 32;
            case UNSPECIFIED -> -1;
        };
        require(expected > 0, at, "/algorithm", "must be known", findings);
        require(
                expected < 0 || digest.getValue().remaining() == expected,
                at,
                "/value",
                "has the wrong length",
                findings);
        Integer quality = digest.getQuality();
        require(
                quality == null || (digest.getAlgorithm() == DigestAlgorithm.PDQ && quality >= 0 && quality <= 100),
                at,
                "/quality",
                "belongs to PDQ only, 0 to 100",
                findings);
    }

    private void label(Label label, String at) {
        word(label.getScheme(), at + "/scheme");
        word(label.getCode(), at + "/code");
        require(length(label.getVersion()) <= 64, at, "/version", "must have at most 64 characters", findings);
    }

    private void word(String text, String at) {
        require(!text.isEmpty() && length(text) <= 64, at, "must have 1 to 64 characters", findings);
    }
}
