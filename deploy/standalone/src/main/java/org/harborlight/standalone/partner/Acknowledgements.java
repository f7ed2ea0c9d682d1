package org.harborlight.standalone.partner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.standalone.submitter.ExchangeAnswer;

/**
 * Tells the exchange which deliveries are kept, in as few requests as their size allows, and again while it cannot tell
 * yet. A desk that has a signing key adds a receipt signed with it. For one thread.
 */
final class Acknowledgements {
    static final String SETTLED_OTHERWISE = "already-settled";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROBLEM = "urn:harborlight:problem:";
    private static final int MAX_BYTES = 15 * 1024;
    private static final int MAX_ACKS = 100;
    private static final int TRIES = 6;
    private static final long PAUSE_MILLIS = 250;

    private final ConnectorClient client;
    private final DeliveryEcho echo;

    Acknowledgements(ConnectorClient client, Optional<SigningKey> key, InstantSource clock) {
        this.client = client;
        this.echo = new DeliveryEcho(key, clock);
    }

    /** Reasons by delivery id for those that the exchange has not taken. */
    Map<String, String> send(List<DeliveryCheck.Genuine> kept) throws IOException {
        Map<String, ObjectNode> open = new LinkedHashMap<>();
        kept.forEach(genuine -> open.put(genuine.delivery().getDeliveryId(), echo.of(genuine)));
        Map<String, String> reasons = new LinkedHashMap<>();
        for (int i = 0; i < TRIES && !open.isEmpty(); i++) {
            pause(i);
            reasons.clear();
            for (List<ObjectNode> some : requests(List.copyOf(open.values()))) {
                send(some, open, reasons);
            }
        }
        return reasons;
    }

    private void send(List<ObjectNode> some, Map<String, ObjectNode> open, Map<String, String> reasons)
            throws IOException {
        ObjectNode body = JSON.createObjectNode();
        some.forEach(body.putArray("acks")::add);
        ExchangeAnswer answer = client.acknowledge(JSON.writeValueAsBytes(body));
        if (answer.status() != 200) {
            some.forEach(ack -> reasons.put(ack.path("deliveryId").asText(), answer.reason()));
            return;
        }
        for (JsonNode result : JSON.readTree(answer.body()).path("results")) {
            String deliveryId = result.path("deliveryId").asText();
            String reason = result.path("problem").asText().replace(PROBLEM, "");
            if (reason.isEmpty() && result.path("state").asText().equals("RECEIPTED")) {
                open.remove(deliveryId);
                continue;
            }
            reasons.put(deliveryId, reason.isEmpty() ? "no-state" : reason);
            if (reason.equals(SETTLED_OTHERWISE)) {
                open.remove(deliveryId);
            }
        }
    }

    private static List<List<ObjectNode>> requests(List<ObjectNode> acks) throws JsonProcessingException {
        List<List<ObjectNode>> requests = new ArrayList<>();
        List<ObjectNode> request = new ArrayList<>();
        int bytes = 0;
        for (ObjectNode ack : acks) {
            int size = JSON.writeValueAsBytes(ack).length + 1;
            if (!request.isEmpty() && (bytes + size > MAX_BYTES || request.size() == MAX_ACKS)) {
                requests.add(request);
                request = new ArrayList<>();
                bytes = 0;
            }
            request.add(ack);
            bytes += size;
        }
        requests.add(request);
        return requests;
    }

    private static void pause(int before) throws IOException {
        if (before == 0) {
            return;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS << (before - 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
