package org.harborlight.processor.link;

import java.util.List;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.processor.error.RecordBounds;
import org.harborlight.processor.route.Holders;
import org.harborlight.schemas.CaseHolders;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.WireFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a lane tells the other of who has its cases, and what the other told. A record that no processor can have written, or
 * that cannot be read, is skipped with an alarm: it would name partners that get a case. Used by the stream thread of one
 * task.
 */
final class HolderBook {
    private static final Logger LOG = LoggerFactory.getLogger(HolderBook.class);
    private static final String BAD_TAG = "bad-tag";
    private static final String OLDER = "older";

    /** Thousands of participant ids. */
    private static final int MOST_BYTES = 256 * 1024;

    private final KeyValueStore<String, CaseHolders> elsewhere;
    private final WireFormat<CaseHolders> format;
    private final Identifiers identifiers;
    private final Lane lane;

    HolderBook(KeyValueStore<String, CaseHolders> elsewhere, LaneContext lane, Identifiers identifiers) {
        this.elsewhere = elsewhere;
        this.format = lane.formats().holders();
        this.identifiers = identifiers;
        this.lane = lane.lane();
    }

    /** Who has the case from the other lane. */
    Holders of(String caseKey) {
        CaseHolders told = elsewhere.get(caseKey);
        if (told == null) {
            return Holders.NONE;
        }
        // What is restored was not checked on its way back.
        if (!isGenuine(caseKey, told)) {
            skip(BAD_TAG);
            return Holders.NONE;
        }
        return Holders.of(told.getHolders(), told.getPointed());
    }

    byte[] encode(String caseKey, Holders holders) {
        List<String> all = holders.inOrder();
        List<String> pointed = holders.pointedInOrder();
        return format.encode(new CaseHolders(all, pointed, identifiers.holdersTag(lane, caseKey, all, pointed)));
    }

    /** Remembers what the other lane says; whether it says who has the case of that key. */
    boolean take(Record<String, Parcel> record) {
        String caseKey = record.key();
        Parcel parcel = record.value();
        byte @Nullable [] value = parcel == null ? null : parcel.bytes();
        if (caseKey == null) {
            return false;
        }
        if (!RecordBounds.areShort(caseKey) || (value != null && value.length > MOST_BYTES)) {
            return skip(RecordBounds.TOO_LARGE);
        }
        if (value == null) {
            elsewhere.delete(caseKey);
            return false;
        }
        try {
            return believe(caseKey, format.decode(value));
        } catch (DecodeException unreadable) {
            return skip(unreadable.reason());
        }
    }

    private boolean believe(String caseKey, CaseHolders told) {
        if (!isGenuine(caseKey, told)) {
            return skip(BAD_TAG);
        }
        // A lane forgets none but with the whole case, of which it says so.
        if (!Holders.of(told.getHolders(), told.getPointed()).cover(of(caseKey))) {
            return skip(OLDER);
        }
        elsewhere.put(caseKey, told);
        return true;
    }

    private boolean isGenuine(String caseKey, CaseHolders told) {
        return identifiers
                .holdersTag(Lanes.other(lane), caseKey, told.getHolders(), told.getPointed())
                .equals(told.getTag());
    }

    private static boolean skip(String reason) {
        LOG.atError().addKeyValue("reason", reason).log("alarm: who has a case from the other lane is not believed");
        return false;
    }
}
