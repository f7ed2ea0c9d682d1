package org.harborlight.processor.redrive;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.harborlight.schemas.CommandEffect;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.Origin;

/** What the processor makes of a record in topic commands. */
sealed interface RedriveAnswer {
    /** Nothing: it is another service's, or was answered before. */
    record None() implements RedriveAnswer {}

    /** No effect, and it is said why. */
    record Refused(CommandResult result) implements RedriveAnswer {}

    /**
     * The notice goes to its lane again.
     *
     * @param result the answer, to which the place of the new record is added once it is known
     */
    record Again(ProducerRecord<String, byte[]> notice, CommandResult.Builder result) implements RedriveAnswer {
        CommandResult applied(Origin record) {
            return result.setEffect(CommandEffect.APPLIED).setRecord(record).build();
        }
    }
}
