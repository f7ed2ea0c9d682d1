package org.harborlight.standalone.partner;

import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.SectionKind;

/** One sealed section of a notice, opened and decoded strictly. */
public record OpenedSection(String submitterId, String noticeId, SectionKind kind, SpecificRecord content) {}
