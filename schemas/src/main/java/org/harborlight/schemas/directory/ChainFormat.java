package org.harborlight.schemas.directory;

import org.harborlight.schemas.DirectoryEntry;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.OperatorEntry;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormats;

/** Reads what entries of the directory sign; the payload type, which is signed too, says of which kind one is. Immutable. */
public record ChainFormat(SingleObject<DirectoryEntry> entries, SingleObject<OperatorEntry> operators) {
    /** Reason code: a payload of another type. */
    static final String PAYLOAD_TYPE = "payload-type";

    /** Reads only what this version of the schemas wrote. */
    public static ChainFormat own() {
        return new ChainFormat(SingleObject.of(DirectoryEntry.class), SingleObject.of(OperatorEntry.class));
    }

    /** Reads what any version wrote: entries are kept for ever. */
    public static ChainFormat of(WireFormats formats) {
        return new ChainFormat(formats.payload(DirectoryEntry.class), formats.payload(OperatorEntry.class));
    }

    /** Throws {@link DecodeException} where it is no entry; its signatures are not looked at. */
    public ChainedEntry read(SignedEnvelope envelope) {
        return switch (envelope.getPayloadType()) {
            case MediaTypes.DIRECTORY_ENTRY -> ChainedEntry.of(entries.decode(envelope.getPayload()));
            case MediaTypes.OPERATOR_ENTRY -> ChainedEntry.of(operators.decode(envelope.getPayload()));
            default -> throw new DecodeException(PAYLOAD_TYPE);
        };
    }
}
