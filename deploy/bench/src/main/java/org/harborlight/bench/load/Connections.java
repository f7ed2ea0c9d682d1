package org.harborlight.bench.load;

/**
 * How a submitter of the load reaches the gateways. Travels as an argument, such as {@code 128x16}.
 *
 * @param requests under way at a time, at most
 * @param streams requests on one connection at a time, by HTTP/2; 1 is HTTP/1.1
 */
public record Connections(int requests, int streams) {
    public Connections {
        if (requests < 1 || streams < 1) {
            throw new IllegalArgumentException("at least one request at a time, and one on a connection");
        }
    }

    /** One request at a time on each. */
    public static Connections http1(int requests) {
        return new Connections(requests, 1);
    }

    /** What {@link #toString} says. */
    public static Connections of(String argument) {
        String[] parts = argument.split("x", -1);
        return new Connections(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** How many of them that takes. */
    int connections() {
        return Math.ceilDiv(requests, streams);
    }

    boolean http2() {
        return streams > 1;
    }

    /** A part of them, at least one. */
    public Connections dividedBy(int parts) {
        return new Connections(Math.max(1, requests / parts), streams);
    }

    @Override
    public String toString() {
        return requests + "x" + streams;
    }
}
