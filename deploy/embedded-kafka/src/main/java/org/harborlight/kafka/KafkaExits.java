package org.harborlight.kafka;

import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Kafka's server code from ending this JVM on a fatal fault: the fault is logged and thrown in the thread that
 * met it. Kafka keeps these procedures once per JVM, so installing them again changes nothing.
 */
final class KafkaExits {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaExits.class);

    private KafkaExits() {}

    static void install() {
        Exit.setExitProcedure(KafkaExits::refuse);
        Exit.setHaltProcedure(KafkaExits::refuse);
    }

    private static void refuse(int status, @Nullable String message) {
        LOG.atError()
                .addKeyValue("status", status)
                .addKeyValue("reason", message)
                .log("Kafka met a fatal fault");
        throw new IllegalStateException("Kafka met a fatal fault, status " + status + ": " + message);
    }
}
