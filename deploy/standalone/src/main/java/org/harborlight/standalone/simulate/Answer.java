package org.harborlight.standalone.simulate;

import java.util.Map;

/** What goes out. */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
sealed interface Answer {
    /** A response like any other. */
    record Whole(int status, Map<String, String> headers, byte[] body) implements Answer {
        public Whole {
            headers = Map.copyOf(headers);
        }
    }

    /** 200 at once, its body byte by byte. */
    record Dripped(byte[] body) implements Answer {}

    /** 200 and half of the body, then the connection is reset. */
    record Cut(byte[] body) implements Answer {}

    /** Nothing, until the client goes away. */
    record Silence() implements Answer {}
}
