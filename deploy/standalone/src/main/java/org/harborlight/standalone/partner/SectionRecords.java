package org.harborlight.standalone.partner;

import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.ChildVictimSection;
import org.harborlight.schemas.EvidenceSection;
import org.harborlight.schemas.LocatorsSection;
import org.harborlight.schemas.NarrativeSection;
import org.harborlight.schemas.ReportedPersonSection;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.codec.DecodeException;

/** Which record stands in which sealed section. */
public final class SectionRecords {
    private SectionRecords() {}

    /** The record class of a section. */
    public static Class<? extends SpecificRecord> type(SectionKind kind) {
        return switch (kind) {
            case REPORTED_PERSON -> ReportedPersonSection.class;
            case CHILD_VICTIM -> ChildVictimSection.class;
            case LOCATORS -> LocatorsSection.class;
            case EVIDENCE -> EvidenceSection.class;
            case NARRATIVE -> NarrativeSection.class;
            case UNSPECIFIED -> throw new DecodeException(DecodeException.MALFORMED);
        };
    }
}
