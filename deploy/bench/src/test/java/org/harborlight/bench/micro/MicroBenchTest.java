package org.harborlight.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs. How fast is no matter here. */
@TestInstance(Lifecycle.PER_CLASS)
final class MicroBenchTest {
    @Test
    void shouldRunEachOnce() throws RunnerException {
        System.setProperty("jmh.ignoreLock", "true");
        var results = new Runner(new OptionsBuilder()
                        .include("org\\.harborlight\\.bench\\.micro\\..*")
                        .mode(Mode.SingleShotTime)
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();

        assertThat(results)
                .extracting(RunResult::getPrimaryResult)
                .extracting(result -> result.getLabel())
                .contains("sign", "verify", "sealSection", "resealKeys", "decodeNotice", "receiptId", "deliveryAsJson")
                .contains("readDsseJson", "encodeForTopic", "admit", "link", "enrich", "route", "lane");
    }
}
