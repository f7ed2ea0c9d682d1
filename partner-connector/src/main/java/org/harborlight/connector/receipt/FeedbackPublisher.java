package org.harborlight.connector.receipt;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.harborlight.connector.store.Formats;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;

/**
 * Signs feedback with the connector's key and writes it, within a time: a partner is told to repeat rather than left
 * waiting. Thread-safe; blocks for at most that time while the brokers are away.
 */
public final class FeedbackPublisher {
    private final Producer<String, byte[]> producer;
    private final Formats formats;
    private final EnvelopeSigner signer;
    private final MeterRegistry meters;
    private final Duration patience;
    private final SingleObject<Feedback> format = SingleObject.of(Feedback.class);

    /** @param patience after which a record that is not acknowledged counts as not written */
    public FeedbackPublisher(
            Producer<String, byte[]> producer,
            Formats formats,
            EnvelopeSigner signer,
            MeterRegistry meters,
            Duration patience) {
        this.producer = producer;
        this.formats = formats;
        this.signer = signer;
        this.meters = meters;
        this.patience = patience;
    }

    /** Completes when the brokers have acknowledged it, or exceptionally when they have not in time. */
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
        return written.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
