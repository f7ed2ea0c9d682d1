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
 * Takes deliveries the cheapest way that still earns a receipt: reads id, lane and acceptance time, digests the signed
 * payload, echoes. Thread-safe.
 */
final class Reception {
    private static final JsonFactory JSON = new JsonFactory();
    private static final long HIGHEST_MS = 600_000;

    private final Histogram urgent = new Histogram(HIGHEST_MS, 3);
    private final Histogram standard = new Histogram(HIGHEST_MS, 3);

    /** What a body says. */
    private static final class Read {
        private String deliveryId = "";
        private String digest = "";
        private boolean urgent;
        private Instant acceptedAt = Instant.EPOCH;
    }

    /** The receipt for a body. */
    byte[] receive(byte[] body) {
        Read read = new Read();
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                part(parser, read);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not a delivery", e);
        }
        took(read);
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
        long waited = Math.clamp(System.currentTimeMillis() - read.acceptedAt.toEpochMilli(), 0, HIGHEST_MS);
        (read.urgent ? urgent : standard).recordValue(waited);
    }

    /** Counts and latencies from acceptance to here, since the last report. */
    synchronized String report() {
        String text = "{\"urgent\":" + of(urgent) + ",\"standard\":" + of(standard) + "}";
        urgent.reset();
        standard.reset();
        return text;
    }

    private static String of(Histogram histogram) {
        return "{\"count\":" + histogram.getTotalCount() + ",\"p50Ms\":" + histogram.getValueAtPercentile(50)
                + ",\"p99Ms\":" + histogram.getValueAtPercentile(99) + ",\"maxMs\":" + histogram.getMaxValue() + "}";
    }
}
