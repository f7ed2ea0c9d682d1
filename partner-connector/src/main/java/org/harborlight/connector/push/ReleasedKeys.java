package org.harborlight.connector.push;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Optional;
import org.harborlight.schemas.NoticeOrigin;
import org.harborlight.schemas.ReleasedSectionKeys;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.codec.Bytes;

/** The keys of one notice for one partner, sealed to it, or the code that says why there are none. */
public record ReleasedKeys(NoticeOrigin origin, Optional<SealedKeys> keys, Optional<String> missing) {
    static ReleasedKeys sealed(NoticeOrigin origin, SealedKeys keys) {
        return new ReleasedKeys(origin, Optional.of(keys), Optional.empty());
    }

    static ReleasedKeys missing(NoticeOrigin origin, String reason) {
        return new ReleasedKeys(origin, Optional.empty(), Optional.of(reason));
    }

    ReleasedSectionKeys toAvro() {
        return ReleasedSectionKeys.newBuilder()
                .setSubmitterId(origin.getSubmitterId())
                .setNoticeId(origin.getNoticeId())
                .setReceiptId(origin.getReceiptId())
                .setSealed(keys.orElse(null))
                .setMissing(missing.orElse(null))
                .build();
    }

    ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("submitterId", origin.getSubmitterId());
        node.put("noticeId", origin.getNoticeId());
        node.put("receiptId", origin.getReceiptId());
        keys.ifPresent(found -> {
            node.put("recipientKeyId", found.getRecipientKeyId());
            node.put("encapsulatedKey", Base64.getEncoder().encodeToString(Bytes.copy(found.getEncapsulatedKey())));
            node.put("ciphertext", Base64.getEncoder().encodeToString(Bytes.copy(found.getCiphertext())));
        });
        missing.ifPresent(reason -> node.put("missing", reason));
        return node;
    }
}
