package org.harborlight.processor.enrich;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.harborlight.schemas.NetworkObservation;
import org.jspecify.annotations.Nullable;

/** Why a fact never releases identity. A weak fact still chooses recipients; it only opens less. */
final class Weaknesses {
    static final String PROXY_SUSPECTED = "proxy-suspected";
    static final String CDN_SUSPECTED = "cdn-suspected";
    static final String OLD_OBSERVATION = "old-observation";
    static final String LOW_CONFIDENCE = "low-confidence";
    static final String UNKNOWN_COUNTRY = "unknown-country";

    /** An address changes hands; after this long it says little about who used it. */
    static final Duration OLD = Duration.ofDays(90);
    /** Per mille. */
    static final int LOW = 500;

    private Weaknesses() {}

    static List<String> ofDeclared(String country, int confidence, @Nullable Instant observedAt, Instant acceptedAt) {
        List<String> weaknesses = new ArrayList<>(ofObservation(observedAt, acceptedAt));
        if (confidence < LOW) {
            weaknesses.add(LOW_CONFIDENCE);
        }
        if (!Countries.isCountry(country)) {
            weaknesses.add(UNKNOWN_COUNTRY);
        }
        return List.copyOf(weaknesses);
    }

    static List<String> ofLocated(NetworkObservation observation, Instant acceptedAt) {
        List<String> weaknesses = new ArrayList<>(ofObservation(observation.getAt(), acceptedAt));
        if (observation.getProxySuspected()) {
            weaknesses.add(PROXY_SUSPECTED);
        }
        if (observation.getCdnSuspected()) {
            weaknesses.add(CDN_SUSPECTED);
        }
        return List.copyOf(weaknesses);
    }

    private static List<String> ofObservation(@Nullable Instant at, Instant acceptedAt) {
        return at != null && at.isBefore(acceptedAt.minus(OLD)) ? List.of(OLD_OBSERVATION) : List.of();
    }
}
