package org.harborlight.gateway.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.harborlight.schemas.Lane;

/** Counts and times what the submitter's side does. All labels come from enums, so their number is bounded. */
public final class GatewayMetrics {
    private final Map<Lane, Timer> accepted;
    private final Map<ProblemType, Counter> refused;

    public GatewayMetrics(MeterRegistry registry) {
        this.accepted =
                Map.of(Lane.URGENT, timer(registry, Lane.URGENT), Lane.STANDARD, timer(registry, Lane.STANDARD));
        this.refused = Arrays.stream(ProblemType.values())
                .collect(Collectors.toUnmodifiableMap(Function.identity(), type -> counter(registry, type)));
    }

    void accepted(Lane lane, Duration took) {
        Objects.requireNonNull(accepted.get(lane), lane.name()).record(took);
    }

    void refused(ProblemType type) {
        Objects.requireNonNull(refused.get(type), type.name()).increment();
    }

    private static Timer timer(MeterRegistry registry, Lane lane) {
        return Timer.builder("harborlight.gateway.accepted")
                .description("Notices accepted, and the time from request to acknowledgement")
                .tag("lane", lane.name().toLowerCase(Locale.ROOT))
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, ProblemType type) {
        return Counter.builder("harborlight.gateway.refused")
                .description("Requests refused")
                .tag("reason", type.reason())
                .register(registry);
    }
}
