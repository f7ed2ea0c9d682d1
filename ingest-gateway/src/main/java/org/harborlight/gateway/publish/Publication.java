package org.harborlight.gateway.publish;

import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.harborlight.schemas.AcceptedNotice;

/**
 * A notice ready to be written: the record for its lane, and the record of its section keys, which is written first.
 *
 * @param accepted what the notice's record holds
 */
public record Publication(
        AcceptedNotice accepted,
        Optional<ProducerRecord<String, byte[]>> sectionKeys,
        ProducerRecord<String, byte[]> notice) {}
