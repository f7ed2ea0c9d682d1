package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.codec.AvroTrust;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The watch for leaks can fail, and what it watches for stands in every field that could leak. */
final class LeakWatchTest {
    private static final Logger LOG = LoggerFactory.getLogger("org.harborlight.planted");
    private static final String PLANTED = Canary.of("planted");

    @BeforeAll
    static void trust() {
        AvroTrust.install();
    }

    @Test
    void shouldHoldACanaryInEverySealedField() {
        PlantedSections.all()
                .forEach((kind, section) -> assertThat(SchemaFields.planted(section))
                        .as(kind.name())
                        .isNotEmpty()
                        .isEqualTo(SchemaFields.textsAndTimes(section.getSchema())));
    }

    @Test
    void shouldHoldACanaryInEveryClearFieldThatIsNotReadableForAReason() {
        Set<String> covered = new TreeSet<>(
                SchemaFields.planted(PlantedNotices.about("a-platform", "IE", 1).notice()));
        assertThat(covered).doesNotContainAnyElementsOf(PlantedNotices.READABLE.keySet());

        covered.addAll(PlantedNotices.READABLE.keySet());
        assertThat(covered).isEqualTo(SchemaFields.texts(IncidentNotice.getClassSchema()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "\u00e9"})
    void shouldSeeACanaryInEveryGuise(String before) {
        byte[] bytes = (before + PLANTED + "behind").getBytes(StandardCharsets.UTF_8);

        assertThat(Canary.in(bytes)).isPresent();
        assertThat(Canary.in(before + PLANTED.toUpperCase(java.util.Locale.ROOT)))
                .isPresent();
        assertThat(Canary.in(HexFormat.of().formatHex(bytes))).isPresent();
        assertThat(Canary.in(HexFormat.of().withUpperCase().formatHex(bytes))).isPresent();
        assertThat(Canary.in(Base64.getEncoder().encodeToString(bytes))).isPresent();
        assertThat(Canary.in(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                .isPresent();
        assertThat(Canary.in(Arrays.toString(bytes))).isPresent();
    }

    @Test
    void shouldSeeNothingWhereNothingIs() {
        assertThat(Canary.in("kanari 7q, canary, 203.0.112.0/24, " + Instant.now() + System.currentTimeMillis()))
                .isEmpty();
    }

    @Test
    void shouldFindACanaryWhereverALineCanHoldIt() throws InterruptedException {
        try (LeakWatch watch = LeakWatch.listening()) {
            LOG.atTrace().log("nothing to see");
            assertThat(watch.found()).isEmpty();

            LOG.atTrace().log(PLANTED);
            LOG.atTrace().addArgument(new Object[] {PLANTED}).log("with an argument {}");
            LOG.atTrace().addKeyValue("key", PLANTED).log("with a key-value");
            LOG.atTrace()
                    .setCause(new IllegalStateException("outer", new IllegalArgumentException(PLANTED)))
                    .log("with a cause");
            try (var _ = MDC.putCloseable("key", PLANTED)) {
                LOG.atTrace().log("with a context");
            }
            Thread named =
                    Thread.ofVirtual().name(PLANTED).start(() -> LOG.atTrace().log("on a thread"));
            named.join();
            LoggerFactory.getLogger("io.vertx.planted").warn("by another: {}", PLANTED);

            assertThat(watch.found().toString())
                    .contains(
                            "planted: message",
                            "planted: arguments",
                            "planted: key-values",
                            "planted: exception",
                            "planted: context",
                            "planted: thread name",
                            "io.vertx.planted: formatted message");
        }
    }

    @Test
    void shouldFindACanaryInTheNameOfAThreadThatRuns() throws InterruptedException {
        try (LeakWatch watch = LeakWatch.listening()) {
            Thread waits = Thread.ofPlatform().name(PLANTED).start(() -> {
                try {
                    Thread.sleep(java.time.Duration.ofMinutes(1));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            watch.lookAtThreads();
            waits.interrupt();
            waits.join();

            assertThat(watch.found()).anyMatch(place -> place.startsWith("name of a thread"));
        }
    }
}
