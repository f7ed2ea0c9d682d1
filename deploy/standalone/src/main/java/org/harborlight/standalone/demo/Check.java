package org.harborlight.standalone.demo;

/**
 * One expectation, looked at.
 *
 * @param what what was expected, in words
 * @param seen what was seen instead; empty when it was met
 */
record Check(String what, boolean met, String seen) {
    static Check met(String what) {
        return new Check(what, true, "");
    }

    static Check failed(String what, String seen) {
        return new Check(what, false, seen);
    }

    static Check that(String what, boolean met, String seen) {
        return new Check(what, met, met ? "" : seen);
    }
}
