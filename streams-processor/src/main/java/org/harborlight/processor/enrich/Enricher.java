package org.harborlight.processor.enrich;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.DeclaredFact;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.FactSource;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NetworkObservation;
import org.harborlight.schemas.NetworkRole;
import org.harborlight.schemas.directory.Directory;

/**
 * Gathers the jurisdiction facts of a notice: what the submitter declares, where its network observations point, and
 * where the submitter is established. Facts are made once, on arrival, and kept with the notice, so that newer
 * geolocation data never takes a fact away. Thread-safe.
 */
public final class Enricher {
    /** Country-level geolocation is right most of the time, never certain. Per mille. */
    static final int GEOLOCATION_CONFIDENCE = 800;

    private static final int CERTAIN = 1000;

    private final Geolocation geolocation;

    public Enricher(Geolocation geolocation) {
        this.geolocation = geolocation;
    }

    /** All facts of the notice, each with its weaknesses. */
    public List<Fact> facts(IncidentNotice notice, Instant acceptedAt, Directory directory) {
        List<Fact> facts = new ArrayList<>();
        // Where a submitter is established is the directory's to say, never its own.
        notice.getJurisdictionFacts().stream()
                .filter(declared -> declared.getBasis() != JurisdictionBasis.ESTABLISHMENT)
                .forEach(declared -> facts.add(declared(declared, acceptedAt)));
        notice.getNetworkObservations()
                .forEach(observation -> located(observation, acceptedAt).ifPresent(facts::add));
        establishment(notice.getSubmitterId(), directory).ifPresent(facts::add);
        return Facts.union(facts);
    }

    private static Fact declared(DeclaredFact declared, Instant acceptedAt) {
        return Fact.newBuilder()
                .setCountry(declared.getCountry())
                .setSubdivision(declared.getSubdivision())
                .setBasis(declared.getBasis())
                .setSource(FactSource.DECLARED)
                .setConfidence(declared.getConfidence())
                .setObservedAt(declared.getObservedAt())
                .setWeaknesses(Weaknesses.ofDeclared(
                        declared.getCountry(), declared.getConfidence(), declared.getObservedAt(), acceptedAt))
                .build();
    }

    private Optional<Fact> located(NetworkObservation observation, Instant acceptedAt) {
        return geolocation
                .country(observation.getPrefix())
                .map(country -> Fact.newBuilder()
                        .setCountry(country)
                        .setBasis(basis(observation.getRole()))
                        .setSource(FactSource.GEOLOCATION)
                        .setConfidence(GEOLOCATION_CONFIDENCE)
                        .setObservedAt(observation.getAt())
                        .setDataVersion(geolocation.dataVersion().orElse(null))
                        .setWeaknesses(Weaknesses.ofLocated(observation, acceptedAt))
                        .build());
    }

    /** Whoever uploads, logs in or registers is the reported person; only hosting speaks of the content. */
    private static JurisdictionBasis basis(NetworkRole role) {
        return switch (role) {
            case HOSTING -> JurisdictionBasis.HOSTING;
            case UPLOAD, LOGIN, REGISTRATION, OTHER, UNSPECIFIED -> JurisdictionBasis.REPORTED_PERSON_LOCATION;
        };
    }

    private static Optional<Fact> establishment(String submitterId, Directory directory) {
        return directory
                .participant(submitterId)
                .flatMap(participant -> Optional.ofNullable(participant.getEstablishment()))
                .map(country -> Fact.newBuilder()
                        .setCountry(country)
                        .setBasis(JurisdictionBasis.ESTABLISHMENT)
                        .setSource(FactSource.DIRECTORY)
                        .setConfidence(CERTAIN)
                        .setWeaknesses(List.of())
                        .build());
    }
}
