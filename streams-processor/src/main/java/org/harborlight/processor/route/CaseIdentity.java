package org.harborlight.processor.route;

import java.time.Instant;
import org.harborlight.schemas.Lane;

/** Which case, on which lane: versions and holders count per lane. Immutable. */
public record CaseIdentity(String caseId, Lane lane, boolean test, Instant openedAt) {}
