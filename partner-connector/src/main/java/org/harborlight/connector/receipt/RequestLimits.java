package org.harborlight.connector.receipt;

import java.time.Duration;

/**
 * What callers may take of the partner port.
 *
 * @param body how long a body may take to arrive
 * @param quiet how long a connection may take to shake hands, and then go without a request
 * @param inFlight most requests at a time, all callers together; a further one is asked to come again
 */
public record RequestLimits(Duration body, Duration quiet, int inFlight) {}
