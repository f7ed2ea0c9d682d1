package org.harborlight.standalone.submitter;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.SectionKind;

/**
 * A notice before sealing.
 *
 * @param notice the clear part, without sections
 * @param sections plain text of the sections to seal
 */
public record PlainNotice(IncidentNotice notice, Map<SectionKind, SpecificRecord> sections) {
    public PlainNotice {
        sections = Map.copyOf(sections);
    }
}
