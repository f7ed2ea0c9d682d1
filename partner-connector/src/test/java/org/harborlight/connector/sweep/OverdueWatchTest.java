package org.harborlight.connector.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.codec.AvroTrust;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OverdueWatchTest {
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @BeforeAll
    static void trust() {
        AvroTrust.install();
    }

    @Test
    void shouldEndTheSweepWhenItIsClosed() {
        AtomicInteger looked = new AtomicInteger();
        AtomicBoolean ended = new AtomicBoolean();
        DeliveryState state = OverdueSweepTest.state("d").build();
        OverdueWatch watch = watch(look -> {
            try {
                while (true) {
                    look.accept(state);
                    looked.incrementAndGet();
                }
            } finally {
                ended.set(true);
            }
        });
        await().until(() -> looked.get() > 0);

        watch.close();

        assertThat(ended).as("nothing is read any more").isTrue();
    }

    @Test
    void shouldCountWhatComesAlsoWhereItIsNotNamed() {
        List<DeliveryState> pending = new CopyOnWriteArrayList<>();
        add(pending, 150);
        try (OverdueWatch watch = watch(pending::forEach)) {
            await().until(() -> count(watch) == 150);
            add(pending, 10);
            await().until(() -> count(watch) == 160);
            await().untilAsserted(
                            () -> assertThat(meters.counter("harborlight.connector.overdue.found", "reason", "not-read")
                                            .count())
                                    .isEqualTo(160));
        }
    }

    private static void add(List<DeliveryState> pending, int count) {
        pending.addAll(IntStream.range(0, count)
                .mapToObj(i -> OverdueSweepTest.state("d-" + i).build())
                .toList());
    }

    private static long count(OverdueWatch watch) {
        return watch.latest().stream().mapToLong(Overdue::count).sum();
    }

    private OverdueWatch watch(OverdueWatch.Pending pending) {
        return new OverdueWatch(
                        pending,
                        () -> true,
                        new OverdueWatch.Settings(Duration.ofMillis(5), OverdueSweepTest.PATIENCE),
                        () -> OverdueSweepTest.NOW,
                        meters)
                .start();
    }
}
