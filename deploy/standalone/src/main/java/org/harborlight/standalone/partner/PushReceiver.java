package org.harborlight.standalone.partner;

/** What a partner does with a push. */
public interface PushReceiver {
    /** The partner's system is up and its desk is not: the exchange has to try again. */
    PushReceiver NOT_READY = push -> new Answer(503, "{}");

    /** A push as it came in, headers by their Standard Webhooks names. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, only carried
    record Push(String id, String timestamp, String signature, byte[] body) {}

    /** HTTP status and JSON body of the answer. */
    record Answer(int status, String json) {}

    Answer receive(Push push);
}
