package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.OtherVersions;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.standalone.HarborlightMain;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.runtime.ServiceProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runbook of an upgrade, with two instances of each service: {@code init} of the next version, then one instance
 * after the other a schema version ahead, and in reverse order back again, all of it under load.
 */
@Tag("faults")
final class RollingUpgradeIT {
    private static final Logger LOG = LoggerFactory.getLogger(RollingUpgradeIT.class);
    private static final SeparateServices.Instances INSTANCES = new SeparateServices.Instances(2, 2, 2);
    private static final List<String> COUNTRIES = List.of("IE", "DE", "NL");
    private static final int NOTICES = 60;

    private KillableExchange exchange;
    private NothingLost books;
    private String thisVersion = "";
    private String nextVersion = "";

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        thisVersion = System.getProperty("java.class.path");
        nextVersion = NextVersion.classPath(folder.resolve("next"));
        exchange = new KillableExchange(folder.resolve("data"), INSTANCES);
        books = new NothingLost(exchange);
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @Test
    void shouldLoseNothingWhenEachInstanceGoesAVersionAheadAndBack() throws Exception {
        try (SteadyLoad load = new SteadyLoad(exchange, 26, COUNTRIES)) {
            underLoad(load, "init of the next version", this::initOfTheNextVersion);
            for (ServiceProcess instance : readersFirst()) {
                underLoad(load, "ahead", () -> change(instance, nextVersion));
            }
            assertWrittenBothWays();
            for (ServiceProcess instance : readersFirst().reversed()) {
                underLoad(load, "back", () -> change(instance, thisVersion));
            }
        }
    }

    private interface Step {
        void take() throws IOException, InterruptedException;
    }

    private void underLoad(SteadyLoad load, String what, Step step) throws Exception {
        SteadyLoad.Running running = load.begin(NOTICES);
        long began = System.nanoTime();
        step.take();
        long taken = System.nanoTime();
        running.await();
        books.assertWith(running);
        LOG.atInfo()
                .addKeyValue("what", what)
                .addKeyValue("takenMillis", (taken - began) / 1_000_000)
                .addKeyValue("settledMillis", (System.nanoTime() - began) / 1_000_000)
                .log("nothing lost");
    }

    /** Whoever reads comes before who writes. */
    private List<ServiceProcess> readersFirst() {
        SeparateServices services = exchange.services();
        List<ServiceProcess> order = new ArrayList<>();
        Stream.of(services.connectors(), services.processors(), services.gateways())
                .forEach(order::addAll);
        return order;
    }

    private static void change(ServiceProcess instance, String version) throws InterruptedException {
        Passing.of(Duration.ofSeconds(1));
        instance.stop();
        instance.becomes(version);
        instance.start().awaitReady();
    }

    private void initOfTheNextVersion() throws IOException, InterruptedException {
        Process init = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        nextVersion,
                        HarborlightMain.class.getName(),
                        "init",
                        "--bootstrap",
                        String.valueOf(exchange.kafka().get("bootstrap.servers")),
                        "--registry",
                        exchange.registryUrl(),
                        "--replication",
                        "1")
                .redirectErrorStream(true)
                .start();
        StringWriter said = new StringWriter();
        init.inputReader().transferTo(said);
        assertThat(init.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(init.exitValue()).as(said.toString()).isZero();
    }

    /** Each service has written records of this version and, since, of the next. */
    private void assertWrittenBothWays() {
        try (SchemaRegistry registry = new SchemaRegistry(exchange.registryUrl(), Map.of())) {
            assertWritten(Topics.notices(Lane.STANDARD), registry, AcceptedNotice.getClassSchema());
            assertWritten(Topics.notices(Lane.URGENT), registry, AcceptedNotice.getClassSchema());
            assertWritten(Topics.OUTCOMES, registry, Outcome.getClassSchema());
            assertWritten(Topics.DELIVERY_STATE, registry, DeliveryState.getClassSchema());
        }
    }

    private void assertWritten(String topic, SchemaRegistry registry, Schema now) {
        int before = registry.idOf(Topics.subject(topic), now);
        int ahead = registry.idOf(Topics.subject(topic), OtherVersions.withField(now, NextVersion.FIELD));
        assertThat(exchange.schemaIds(topic)).as("schemas in %s", topic).contains(before, ahead);
    }
}
