package org.harborlight.connector.receipt;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.harborlight.connector.store.Formats;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;

/** Signs feedback with the connector's key and writes it. Thread-safe; may block while the brokers are away. */
public final class FeedbackPublisher {
    private final Producer<String, byte[]> producer;
    private final Formats formats;
    private final EnvelopeSigner signer;
    private final MeterRegistry meters;
    private final SingleObject<Feedback> format = SingleObject.of(Feedback.class);

    public FeedbackPublisher(
            Producer<String, byte[]> producer, Formats formats, EnvelopeSigner signer, MeterRegistry meters) {
        this.producer = producer;
        this.formats = formats;
        this.signer = signer;
        this.meters = meters;
    }

    /** Completes when the brokers have acknowledged it. */
    CompletableFuture<Void> publish(Feedback feedback) {
        SignedEnvelope envelope = signer.sign(MediaTypes.FEEDBACK, format.encode(feedback));
        CompletableFuture<Void> written = new CompletableFuture<>();
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                Topics.FEEDBACK,
                Topics.noticeKey(feedback.getSubmitterId(), feedback.getNoticeId()),
                formats.envelopes(Topics.FEEDBACK).encode(envelope));
        var _ = producer.send(record, (_, fault) -> {
            if (fault == null) {
                meters.counter(
                                "harborlight.connector.feedback",
                                "answer",
                                feedback.getAnswer().name())
                        .increment();
                written.complete(null);
            } else {
                written.completeExceptionally(fault);
            }
        });
        return written;
    }
}
