package org.harborlight.processor.status;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.harborlight.processor.state.NoticeStatus;

/**
 * One line of a submitter's list, with its place. Says where the notice stands as its status does, so neither a verdict's
 * name nor how it joined a case.
 */
record ListedNotice(int partition, long offset, Instant acceptedAt, JsonObject line) {

    /** Of a notice that has been listed, so that its acceptance is known. */
    static ListedNotice of(int partition, String noticeId, NoticeStatus status, Instant acceptedAt) {
        JsonObject line = new JsonObject().put("noticeId", noticeId).put("acceptedAt", acceptedAt.toString());
        StatusDocument.put(line, "receiptId", status.getReceiptId());
        StatusDocument.put(line, "reference", status.getReference());
        StatusDocument.put(line, "lane", status.getLane());
        line.put("test", status.getTest()).put("state", SubmitterView.of(status).state());
        return new ListedNotice(partition, status.getListedAt(), acceptedAt, line);
    }

    /** As another instance sent it. */
    static ListedNotice fromJson(JsonObject json) {
        JsonObject line = json.getJsonObject("line");
        return new ListedNotice(
                json.getInteger("partition"),
                json.getLong("offset"),
                Instant.parse(line.getString("acceptedAt")),
                line);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("partition", partition)
                .put("offset", offset)
                .put("line", line);
    }
}
