package org.harborlight.connector.push;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.harborlight.schemas.NoticeOrigin;
import org.harborlight.schemas.ReleasedSectionKeys;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.codec.Bytes;

/**
 * The keys of one notice for one partner, sealed to it, or the code that says why there are none.
 *
 * @param tampered whether it is neither the exchange nor the partner that is the reason for that: somebody has changed or
 *     taken away what the gateway stored
 */
public record ReleasedKeys(NoticeOrigin origin, Optional<SealedKeys> keys, Optional<String> missing, boolean tampered) {
    static ReleasedKeys sealed(NoticeOrigin origin, SealedKeys keys) {
        return new ReleasedKeys(origin, Optional.of(keys), Optional.empty(), false);
    }

    static ReleasedKeys missing(NoticeOrigin origin, String reason) {
        return new ReleasedKeys(origin, Optional.empty(), Optional.of(reason), false);
    }

    static ReleasedKeys tampered(NoticeOrigin origin, String reason) {
        return new ReleasedKeys(origin, Optional.empty(), Optional.of(reason), true);
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

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("submitterId", origin.getSubmitterId());
        json.writeStringField("noticeId", origin.getNoticeId());
        json.writeStringField("receiptId", origin.getReceiptId());
        if (keys.isPresent()) {
            SealedKeys found = keys.get();
            json.writeStringField("recipientKeyId", found.getRecipientKeyId());
            json.writeBinaryField("encapsulatedKey", Bytes.copy(found.getEncapsulatedKey()));
            json.writeBinaryField("ciphertext", Bytes.copy(found.getCiphertext()));
        }
        if (missing.isPresent()) {
            json.writeStringField("missing", missing.get());
        }
        json.writeEndObject();
    }
}
