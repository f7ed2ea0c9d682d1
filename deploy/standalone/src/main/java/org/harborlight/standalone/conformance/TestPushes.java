package org.harborlight.standalone.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.harborlight.connector.push.Dispatch;
import org.harborlight.connector.push.PushRequest;
import org.harborlight.connector.push.SignedDelivery;
import org.harborlight.connector.push.WebhookSigner;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.envelope.SigningKey;

/** Pushes as the connector sends them, right ones and wrong ones. Stateless but for its keys. */
final class TestPushes {
    private static final SingleObject<Delivery> DELIVERY = SingleObject.of(Delivery.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String JSON = "application/json";

    private final EnvelopeSigner signer;
    private final WebhookSigner webhook;
    private final InstantSource clock;

    TestPushes(SigningKey delivery, SigningKey webhookKey, InstantSource clock) {
        this.signer = new EnvelopeSigner(delivery);
        this.webhook = new WebhookSigner(webhookKey);
        this.clock = clock;
    }

    SignedDelivery signed(Delivery delivery) {
        return SignedDelivery.of(signer.sign(MediaTypes.DELIVERY, DELIVERY.encode(delivery)), delivery);
    }

    /** Says this, under the signatures of another envelope. */
    static SignedDelivery underSignatureOf(SignedEnvelope signed, Delivery delivery) {
        SignedEnvelope forged = SignedEnvelope.newBuilder(signed)
                .setPayload(ByteBuffer.wrap(DELIVERY.encode(delivery)))
                .build();
        return SignedDelivery.of(forged, delivery);
    }

    TestPush push(Delivery delivery) {
        return push(signed(delivery));
    }

    TestPush push(SignedDelivery signed) {
        return push(List.of(signed), signed.id(), body(signed), clock.instant());
    }

    /** Signed as of another time, or under another id of the request. */
    TestPush push(SignedDelivery signed, String webhookId, Instant at) {
        return push(List.of(signed), webhookId, body(signed), at);
    }

    /** With a body that is not the usual form of the delivery. */
    TestPush push(SignedDelivery signed, byte[] body) {
        return push(List.of(signed), signed.id(), body, clock.instant());
    }

    /** Of a body that holds no delivery; who receipts all the same names the request and the digest of its body. */
    TestPush junk(SignedDelivery right, byte[] body) {
        TestPush push = push(right, body);
        return new TestPush(List.of(new PushRequest.Item(right.id(), Sha256.hex(body))), push.headers(), body);
    }

    /** Whose copy to read names another addressee than what was signed. */
    TestPush withCopyFor(String addressee, SignedDelivery signed) {
        try {
            JsonNode body = MAPPER.readTree(body(signed));
            if (body.path("delivery") instanceof ObjectNode copy) {
                copy.put("partnerId", addressee);
            }
            return push(signed, MAPPER.writeValueAsBytes(body));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen in memory", e);
        }
    }

    TestPush batch(List<SignedDelivery> all) {
        String ids = all.stream().map(SignedDelivery::id).collect(Collectors.joining("/"));
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        char before = '[';
        for (SignedDelivery one : all) {
            array.write(before);
            array.writeBytes(body(one));
            before = ',';
        }
        array.write(']');
        String id = "batch-" + Sha256.hex(ids.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
        return push(all, id, array.toByteArray(), clock.instant());
    }

    static byte[] body(SignedDelivery signed) {
        return Dispatch.body(signed, new Dispatch.Prepared.Ready(List.of(), false));
    }

    private TestPush push(List<SignedDelivery> all, String id, byte[] body, Instant at) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", JSON);
        headers.put("accept", JSON);
        headers.put("user-agent", "harborlight-partner-check");
        headers.put(WebhookSigner.ID, id);
        headers.put(WebhookSigner.TIMESTAMP, Long.toString(at.getEpochSecond()));
        headers.put(WebhookSigner.SIGNATURE, webhook.sign(id, at, body));
        headers.put("ce-specversion", "1.0");
        headers.put("ce-id", id);
        headers.put("ce-source", "urn:harborlight:exchange");
        headers.put("ce-type", "org.harborlight.delivery." + (all.size() > 1 ? "batch" : "case-opened"));
        headers.put("ce-time", all.getFirst().delivery().getDecidedAt().toString());
        List<PushRequest.Item> items = all.stream()
                .map(one -> new PushRequest.Item(one.id(), one.digest()))
                .toList();
        return new TestPush(items, headers, body);
    }
}
