package org.harborlight.bench.desk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.HdrHistogram.Histogram;
import org.harborlight.schemas.envelope.Sha256;

/**
 * Takes deliveries the cheapest way that still earns a receipt: reads id, lane and times, digests the signed payload,
 * echoes. Thread-safe.
 */
final class Reception {
    private static final JsonFactory JSON = new JsonFactory();
    private static final long HIGHEST_MS = 600_000;

    private final Waits urgent = new Waits();
    private final Waits standard = new Waits();

    /** What a body says. */
    private static final class Read {
        private String deliveryId = "";
        private String digest = "";
        private boolean urgent;
        private Instant acceptedAt = Instant.EPOCH;
        private Instant decidedAt = Instant.EPOCH;
    }

    /** Of one lane, from acceptance: until the processor decided, and until the delivery was here. */
    private static final class Waits {
        private final Histogram decided = new Histogram(HIGHEST_MS, 3);
        private final Histogram delivered = new Histogram(HIGHEST_MS, 3);

        private void took(Read read) {
            long accepted = read.acceptedAt.toEpochMilli();
            decided.recordValue(Math.clamp(read.decidedAt.toEpochMilli() - accepted, 0, HIGHEST_MS));
            delivered.recordValue(Math.clamp(System.currentTimeMillis() - accepted, 0, HIGHEST_MS));
        }

        /** As JSON; begins anew. */
        private String report() {
            String text = "{\"count\":" + delivered.getTotalCount() + ",\"p50Ms\":" + delivered.getValueAtPercentile(50)
                    + ",\"p99Ms\":" + delivered.getValueAtPercentile(99) + ",\"maxMs\":" + delivered.getMaxValue()
                    + ",\"decidedP50Ms\":" + decided.getValueAtPercentile(50)
                    + ",\"decidedP99Ms\":" + decided.getValueAtPercentile(99) + "}";
            decided.reset();
            delivered.reset();
            return text;
        }
    }

    /**
     * The receipt for a body.
     *
     * @param counted whether it is in the next report
     */
    byte[] receive(byte[] body, boolean counted) {
        Read read = new Read();
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                part(parser, read);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not a delivery", e);
        }
        if (counted) {
            took(read);
        }
        return ("{\"deliveryId\":\"" + read.deliveryId + "\",\"digest\":\"" + read.digest + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void part(JsonParser parser, Read read) throws IOException {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
            case "delivery" -> delivery(parser, read);
            case "envelope" -> envelope(parser, read);
            default -> parser.skipChildren();
        }
    }

    private static void delivery(JsonParser parser, Read read) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "deliveryId" -> read.deliveryId = parser.getText();
                case "lane" -> read.urgent = parser.getText().equals("URGENT");
                case "decidedAt" -> read.decidedAt = Instant.parse(parser.getText());
                case "trigger" -> trigger(parser, read);
                default -> parser.skipChildren();
            }
        }
    }

    private static void trigger(JsonParser parser, Read read) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("acceptedAt")) {
                read.acceptedAt = Instant.parse(parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void envelope(JsonParser parser, Read read) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("payload")) {
                read.digest = HexFormat.of().formatHex(Sha256.of(parser.getBinaryValue()));
            } else {
                parser.skipChildren();
            }
        }
    }

    private synchronized void took(Read read) {
        (read.urgent ? urgent : standard).took(read);
    }

    /** Counts and latencies from acceptance, since the last report. */
    synchronized String report() {
        return "{\"urgent\":" + urgent.report() + ",\"standard\":" + standard.report() + "}";
    }
}
