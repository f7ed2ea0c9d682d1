package org.harborlight.connector.webhook;

import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.TimelineEvent;

/**
 * An event that was read and that its submitter does not have yet.
 *
 * @param at when the ledger wrote it; how long it is tried counts from then, so that no restart makes it longer
 */
record WaitingEvent(TopicPartition partition, long offset, String noticeKey, TimelineEvent event, Instant at) {}
