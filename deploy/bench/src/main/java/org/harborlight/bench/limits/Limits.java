package org.harborlight.bench.limits;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.harborlight.schemas.Signature;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.envelope.VerificationKey;

/** What the machine can do without us: bare operations, each measured for some seconds after a warm-up. */
public final class Limits {
    private static final long SECOND = 1_000_000_000L;
    private static final int PAYLOAD = 1_024;
    private static final String TYPE = "application/octet-stream";

    private Limits() {}

    /** So much in so much time. */
    public record Rate(long count, double seconds) {
        public double perSecond() {
            return count / seconds;
        }

        public double secondsPer10k() {
            return seconds / count * 10_000;
        }
    }

    /** Ed25519 verifications of 1 KiB on one core. */
    public static Rate verify(int seconds) {
        SigningKey signer = SigningKey.generate("bench-1", new SecureRandom());
        byte[] payload = random(PAYLOAD);
        List<Signature> signatures =
                new EnvelopeSigner(signer).sign(TYPE, payload).getSignatures();
        VerificationKey key = VerificationKey.of(signer.publicEntry(Instant.EPOCH));
        EnvelopeVerifier verifier = new EnvelopeVerifier(keyId -> Optional.of(key));
        Instant now = Instant.now();
        Runnable verify = () -> requireValid(verifier.verify(TYPE, payload, signatures, now));
        repeat(2, verify);
        return repeat(seconds, verify);
    }

    /** Keys of three sections opened and sealed to a partner, on one core. */
    public static Rate reseal(int seconds) {
        Resealing resealing = new Resealing();
        Runnable again = () -> {
            if (resealing.again().getCiphertext().remaining() == 0) {
                throw new IllegalStateException("nothing was sealed");
            }
        };
        repeat(2, again);
        return repeat(seconds, again);
    }

    /** Durable records of 1 KiB through one producer. */
    public static Rate produce(Map<String, Object> kafka, String topic, int seconds)
            throws InterruptedException, ExecutionException {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("acks", "all");
        settings.put("linger.ms", 5);
        settings.put("batch.size", 256 * 1024);
        byte[] value = random(PAYLOAD);
        AtomicInteger failed = new AtomicInteger();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            Runnable send = () -> {
                var _ = producer.send(new ProducerRecord<>(topic, value), (metadata, fault) -> {
                    if (fault != null) {
                        failed.incrementAndGet();
                    }
                });
            };
            repeat(3, send);
            producer.flush();
            long start = System.nanoTime();
            long count = repeat(seconds, send).count();
            producer.flush();
            if (failed.get() > 0) {
                throw new IllegalStateException("records not written: " + failed);
            }
            return new Rate(count, (System.nanoTime() - start) / (double) SECOND);
        }
    }

    private static Rate repeat(int seconds, Runnable operation) {
        long start = System.nanoTime();
        long count = 0;
        while (System.nanoTime() - start < seconds * SECOND) {
            for (int i = 0; i < 64; i++) {
                operation.run();
            }
            count += 64;
        }
        return new Rate(count, (System.nanoTime() - start) / (double) SECOND);
    }

    private static void requireValid(SignatureCheck check) {
        if (!(check instanceof SignatureCheck.Valid)) {
            throw new IllegalStateException("a good signature was refused");
        }
    }

    /** The n-th body of 1 KiB. */
    public static byte[] body(int n) {
        byte[] bytes = new byte[PAYLOAD];
        new SplittableRandom(n).nextBytes(bytes);
        return bytes;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
