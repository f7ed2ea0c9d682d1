package org.harborlight.gateway.status;

import java.time.Duration;

/** How long a stream of events may last, and how often it shows that it is alive. */
public record StreamLimits(Duration longest, Duration heartbeat) {}
