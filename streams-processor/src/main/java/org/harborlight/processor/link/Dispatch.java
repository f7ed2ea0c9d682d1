package org.harborlight.processor.link;

import org.harborlight.processor.route.CaseNotice;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.Route;
import org.harborlight.schemas.SignedEnvelope;

/**
 * One signed delivery on its way: for which notice and by which route, and the entry that counts it as pending. Immutable.
 */
record Dispatch(
        String topic, String caseId, SignedEnvelope envelope, DeliveryState state, Route route, CaseNotice trigger) {}
