package org.harborlight.bench.micro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.harborlight.processor.topology.LaneDriver;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.processor.topology.TestNotices;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.AvroJson;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.standalone.runtime.TemporaryFolder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The forms in which records travel: an accepted notice in Confluent's wire format, as on a topic; a delivery as JSON, as
 * desks read it; its envelope as DSSE JSON, as gateways take notices and connectors hand deliveries out.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class FormatBench {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST = 1 << 20;

    private final WireFormat<AcceptedNotice> topic =
            new WireFormats(LaneDriver.registry()).of(Topics.notices(Lane.STANDARD), AcceptedNotice.class);
    private final AcceptedNotice accepted;
    private final Delivery delivery;
    private final byte[] value;
    private final SignedEnvelope envelope;
    private final byte[] envelopeJson;

    public FormatBench() {
        try (TemporaryFolder stores = TemporaryFolder.make("harborlight-format-bench-");
                LaneDriver lane = new LaneDriver(Lane.STANDARD, TestExchange.standard(), stores.path())) {
            accepted = lane.accept(TestNotices.extortion().build());
            delivery = lane.delivery("police-ie");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        value = topic.encode(accepted);
        envelope = new EnvelopeSigner(SigningKey.generate("bench-1", new SecureRandom()))
                .sign(MediaTypes.DELIVERY, SingleObject.of(Delivery.class).encode(delivery));
        envelopeJson = DsseJson.write(envelope);
    }

    @Benchmark
    public byte[] encodeForTopic() {
        return topic.encode(accepted);
    }

    @Benchmark
    public AcceptedNotice decodeFromTopic() {
        return topic.decode(value);
    }

    @Benchmark
    public byte[] deliveryAsJson() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 * 1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            AvroJson.write(json, delivery);
        }
        return bytes.toByteArray();
    }

    @Benchmark
    public byte[] writeDsseJson() {
        return DsseJson.write(envelope);
    }

    @Benchmark
    public SignedEnvelope readDsseJson() {
        return DsseJson.read(envelopeJson, MOST);
    }
}
