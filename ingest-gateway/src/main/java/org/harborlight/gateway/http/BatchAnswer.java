package org.harborlight.gateway.http;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer to a batch as JSON: the counts first, then an entry a notice, in order: its receipt, or the problem that the
 * single call would have answered and, where repeating helps, after how many seconds. Written as text, without a tree.
 */
record BatchAnswer(int accepted, int refused, Buffer body) {
    private static final Logger LOG = LoggerFactory.getLogger(BatchAnswer.class);
    private static final int TYPICAL_ENTRY_BYTES = 1280;

    static BatchAnswer of(List<IntakeResult> results) {
        Buffer entries = Buffer.buffer(results.size() * TYPICAL_ENTRY_BYTES + 64);
        int accepted = 0;
        for (IntakeResult result : results) {
            if (entries.length() > 0) {
                entries.appendByte((byte) ',');
            }
            switch (result) {
                case IntakeResult.Accepted taken -> {
                    accepted++;
                    entries.appendString("{\"receipt\":").appendBuffer(taken.receipt());
                }
                case IntakeResult.Refused(Problem problem) -> {
                    entries.appendString("{\"problem\":")
                            .appendBuffer(problem.toJson().toBuffer());
                    problem.retryAfterSeconds()
                            .ifPresent(seconds ->
                                    entries.appendString(",\"retryAfter\":").appendString(seconds));
                }
            }
            entries.appendByte((byte) '}');
        }
        int refused = results.size() - accepted;
        String counts = "{\"accepted\":" + accepted + ",\"refused\":" + refused + ",\"results\":[";
        Buffer body = Buffer.buffer(entries.length() + counts.length() + 2)
                .appendString(counts)
                .appendBuffer(entries)
                .appendString("]}");
        return new BatchAnswer(accepted, refused, body);
    }

    void log(String submitter) {
        if (refused > 0) {
            LOG.atInfo()
                    .addKeyValue("submitter", submitter)
                    .addKeyValue("accepted", accepted)
                    .addKeyValue("refused", refused)
                    .log("notices of a batch refused");
        }
    }
}
