package org.harborlight.standalone.demo;

/** What a synthetic notice is there to show. */
enum Scenario {
    FIRST("first notices"),
    NOT_REVIEWED("first notices nobody reviewed"),
    AUDIENCE_LIMITED("narrowed audience"),
    MINOR_REPORTED("a minor as reported person"),
    SELF_GENERATED("self-generated content"),
    NO_DESK("a country without a desk"),
    TEST("tests"),
    REPLAY("the same bytes again"),
    REPEAT("the same person and content again"),
    CORROBORATION("the same from another submitter"),
    FOLLOW_UP("follow-ups"),
    CORRECTION("corrections"),
    RETRACTION("retractions"),
    CONFLICT("one id, two contents"),
    TAMPERED_PAYLOAD("tampered payload"),
    UNKNOWN_KEY("unknown key"),
    OTHER_SIGNER("another submitter's envelope"),
    OTHER_CERTIFICATE("another submitter's certificate"),
    NO_CERTIFICATE("no client certificate"),
    MEDIA_BYTES("media bytes"),
    OVERSIZE("oversize"),
    UNKNOWN_SCHEMA("unknown schema"),
    FUTURE_TIMESTAMP("future timestamp");

    private final String words;

    Scenario(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    boolean hostile() {
        return compareTo(TAMPERED_PAYLOAD) >= 0;
    }
}
