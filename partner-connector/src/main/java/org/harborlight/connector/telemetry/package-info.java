/** Metrics with bounded labels: partner, lane, reason code. Never an id of a case, a delivery or a person. */
@NullMarked
package org.harborlight.connector.telemetry;

import org.jspecify.annotations.NullMarked;
