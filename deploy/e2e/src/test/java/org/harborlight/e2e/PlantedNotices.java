package org.harborlight.e2e;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ContentReference;
import org.harborlight.schemas.Digest;
import org.harborlight.schemas.DigestAlgorithm;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Label;
import org.harborlight.schemas.NetworkObservation;
import org.harborlight.schemas.NetworkRole;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.StatutoryFiling;
import org.harborlight.schemas.Token;
import org.harborlight.schemas.TokenKind;
import org.harborlight.standalone.submitter.PlainNotice;

/** Notices with a canary in every field of the clear part that a submitter words, and in every sealed one. */
final class PlantedNotices {
    /** Fields of the clear part that hold no canary, and why. */
    static final Map<String, String> READABLE = Map.ofEntries(
            Map.entry("/noticeId", "an id, which everything is called by"),
            Map.entry("/refersTo", "the id of another notice"),
            Map.entry("/submitterId", "a participant"),
            Map.entry("/audience/exclude", "participants"),
            Map.entry("/audience/countries", "country codes"),
            Map.entry("/jurisdictionFacts/country", "a country code, by which notices are routed and counted"),
            Map.entry("/jurisdictionFacts/subdivision", "a code of ISO 3166-2"),
            Map.entry("/sections/nonce", "random"),
            Map.entry("/sections/ciphertext", "what the sealed canaries became"));

    private static final int TOKEN = 32;

    private PlantedNotices() {}

    /** A case of its own for each country and number; the child is in that country. */
    static PlainNotice about(String submitterId, String country, int number) {
        Instant now = Instant.now();
        String which = country + number;
        return new PlainNotice(
                NoticeFixtures.extortion(submitterId, now)
                        .setIncidentKey(Canary.of("/incidentKey") + which)
                        .setService(Canary.of("/service"))
                        .setContent(List.of(content(which)))
                        .setActors(List.of(reportedPerson(which), NoticeFixtures.child(2)))
                        .setJurisdictionFacts(List.of(NoticeFixtures.fact(country, JurisdictionBasis.VICTIM_LOCATION)))
                        .setNetworkObservations(
                                List.of(new NetworkObservation(Canary.PREFIX, NetworkRole.UPLOAD, now, false, false)))
                        .setStatutoryFilings(List.of(new StatutoryFiling(Canary.of("/statutoryFilings/scheme"), now)))
                        .build(),
                PlantedSections.all());
    }

    /** The same with something else in its clear part. */
    static PlainNotice with(PlainNotice plain, IncidentNotice notice) {
        return new PlainNotice(notice, plain.sections());
    }

    private static ContentReference content(String which) {
        return ContentReference.newBuilder(NoticeFixtures.content(Canary.of("/content/itemId"), which))
                .setDigests(List.of(new Digest(DigestAlgorithm.SHA256, bytes("/content/digests/value", which), null)))
                .setMatchedList(Canary.of("/content/matchedList"))
                .setLabels(List.of(new Label(
                        Canary.of("/content/labels/scheme"),
                        Canary.of("/content/labels/version"),
                        Canary.of("/content/labels/code"))))
                .build();
    }

    private static Actor reportedPerson(String which) {
        return Actor.newBuilder(NoticeFixtures.reportedPerson(1, which))
                .setTokens(List.of(new Token(
                        TokenKind.ACCOUNT,
                        Canary.of("/actors/tokens/tokenKeyId"),
                        bytes("/actors/tokens/value", which))))
                .build();
    }

    private static ByteBuffer bytes(String field, String which) {
        return ByteBuffer.wrap(Arrays.copyOf((Canary.of(field) + which).getBytes(StandardCharsets.US_ASCII), TOKEN));
    }
}
