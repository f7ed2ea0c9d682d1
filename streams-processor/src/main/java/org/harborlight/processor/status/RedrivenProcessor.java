package org.harborlight.processor.status;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.schemas.CommandEffect;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.Origin;

/**
 * Counts the notices that came into the handovers by an operator's command and not from a lane. The answer to the command
 * is written in the transaction of the notice, so the one stands for the other.
 */
final class RedrivenProcessor extends ContextualProcessor<String, CommandResult, Void, Void> {
    @Override
    public void process(Record<String, CommandResult> input) {
        Origin record = input.value().getRecord();
        boolean notice = input.value().getEffect() == CommandEffect.APPLIED
                && record != null
                && LedgerOrigins.HANDOVERS.contains(record.getTopic());
        if (notice) {
            KeyValueStore<String, Long> redriven = context().getStateStore(LedgerNames.REDRIVEN);
            String key = record.getTopic() + "/" + record.getPartition();
            Long before = redriven.get(key);
            redriven.put(key, before == null ? 1 : before + 1);
        }
    }
}
