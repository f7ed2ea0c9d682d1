package org.harborlight.schemas.directory;

import java.util.ArrayList;
import java.util.List;
import org.harborlight.schemas.BodyFormat;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.Participant;

/**
 * What a submitter's status webhook must be. Checked before an entry is signed, and again when it is read. Stateless.
 */
public final class WebhookChecks {
    private static final String FIELD = "statusWebhook";

    private WebhookChecks() {}

    /** One problem a field, as its name and what it must be; empty for none. */
    public static List<String> problems(Participant participant) {
        Endpoint webhook = participant.getStatusWebhook();
        List<String> problems = new ArrayList<>();
        if (webhook != null) {
            EndpointChecks.check(FIELD, webhook, problems);
            if (!participant.getSubmits()) {
                problems.add(FIELD + ": only for who submits");
            }
            if (webhook.getBodyFormat() == BodyFormat.AVRO) {
                problems.add(FIELD + ".bodyFormat: JSON");
            }
            if (webhook.getMaxBatch() != 1) {
                problems.add(FIELD + ".maxBatch: 1");
            }
        }
        return problems;
    }
}
