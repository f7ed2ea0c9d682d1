package org.harborlight.service.tls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the reloads of an endpoint went. Files that are refused are given one more look before they count as bad, because a
 * certificate and its key are two files and are not written at one moment. Thread-safe.
 */
final class ReloadRecord {
    private Instant lastLoaded = Instant.EPOCH;
    private long loads;
    private long refusals;
    private String refused = "";
    private boolean waiting;
    private boolean failing;
    /** What was told last; files that cannot be read have an empty digest. */
    private @Nullable String told;

    private long listsRefused;
    private boolean listsFailing;

    synchronized void loaded(Instant at) {
        lastLoaded = at;
        loads++;
        unchanged();
    }

    synchronized void unchanged() {
        waiting = false;
        failing = false;
        refused = "";
        told = null;
    }

    /** True when this is to be told: the second look in a row found the same bad files, and the first time of them. */
    synchronized boolean refused(String digest) {
        if (!waiting || !digest.equals(refused)) {
            waiting = true;
            refused = digest;
            return false;
        }
        failing = true;
        if (digest.equals(told)) {
            return false;
        }
        told = digest;
        refusals++;
        return true;
    }

    synchronized void lists(long refusedSoFar, boolean failingNow) {
        listsRefused = refusedSoFar;
        listsFailing = failingNow;
    }

    synchronized Instant lastLoaded() {
        return lastLoaded;
    }

    /** The first load not counted. */
    synchronized long reloads() {
        return loads - 1;
    }

    synchronized long refusals() {
        return refusals;
    }

    synchronized boolean failing() {
        return failing;
    }

    synchronized long listsRefused() {
        return listsRefused;
    }

    synchronized boolean listsFailing() {
        return listsFailing;
    }
}
