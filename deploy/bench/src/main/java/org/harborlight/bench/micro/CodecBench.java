package org.harborlight.bench.micro;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.harborlight.bench.rig.RigNotices;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.notice.Finding;
import org.harborlight.schemas.notice.NoticeChecks;
import org.harborlight.schemas.notice.NoticeLimits;
import org.harborlight.schemas.sealing.SealingKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Decoding, checking and encoding of the notices that the load harness sends, and the ids that follow from them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class CodecBench {
    static {
        AvroTrust.install();
    }

    private final SecureRandom random = new SecureRandom();
    private final byte[] body = new RigNotices(
                    "bench-platform",
                    SigningKey.generate("bench-1", random),
                    SealingKey.generate("exchange-1", random).publicEntry(Instant.EPOCH),
                    0,
                    1)
            .body(0);
    private final SingleObject<SignedNotice> envelopes = SingleObject.of(SignedNotice.class);
    private final SingleObject<IncidentNotice> notices = SingleObject.of(IncidentNotice.class);
    private final byte[] payload = Bytes.copy(envelopes.decode(body).getPayload());
    private final IncidentNotice notice = notices.decode(payload);
    private final NoticeChecks checks = new NoticeChecks(NoticeLimits.defaults(), InstantSource.system());
    private final byte[] sha256 = Sha256.of(payload);
    private final Identifiers identifiers = new Identifiers(new byte[32], new byte[32]);

    @Benchmark
    public SignedNotice decodeEnvelope() {
        return envelopes.decode(body);
    }

    @Benchmark
    public IncidentNotice decodeNotice() {
        return notices.decode(payload);
    }

    @Benchmark
    public byte[] encodeNotice() {
        return notices.encode(notice);
    }

    @Benchmark
    public List<Finding> checkNotice() {
        return checks.check(notice);
    }

    @Benchmark
    public String reference() {
        return identifiers.reference("bench-platform", "incident-1");
    }

    @Benchmark
    public String caseId() {
        return identifiers.caseId(identifiers.caseKey(notice).orElseThrow());
    }

    @Benchmark
    public String receiptId() {
        return Identifiers.receiptId("bench-platform", notice.getNoticeId(), sha256);
    }

    @Benchmark
    public String deliveryId() {
        return identifiers.deliveryId("case-1", "rig-police-ie", 1, Lane.STANDARD);
    }
}
