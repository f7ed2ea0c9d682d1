package org.harborlight.standalone.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.harborlight.schemas.DeclaredFact;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.UrgencyBasis;
import org.harborlight.standalone.submitter.PlainNotice;

/** Notices that open a case: every harm type in turn, an adult reported person, a child, and a place with a desk. */
final class FirstNotices {
    private static final List<String> POLICE_COUNTRIES = List.of("IE", "DE", "PT");
    private static final Set<HarmType> ABOUT_CONTENT =
            Set.of(HarmType.MISLEADING_DOMAIN, HarmType.MISLEADING_CONTENT, HarmType.UNSAFE_CHALLENGE);
    private static final List<HarmType> HARMS = List.of(HarmType.values()).stream()
            .filter(harm -> harm != HarmType.UNSPECIFIED)
            .toList();
    private static final List<String> SUBMITTERS =
            DemoCast.submitters().stream().map(DemoCast.Submitter::id).toList();

    private final NoticeShapes shapes;
    private final RandomGenerator random;
    private int made;

    FirstNotices(NoticeShapes shapes, RandomGenerator random) {
        this.shapes = shapes;
        this.random = random;
    }

    PlannedNotice next() {
        IncidentNotice notice = fresh();
        return new PlannedNotice(
                Scenario.FIRST, notice.getSubmitterId(), plain(notice), Optional.empty(), Expected.Accepted.opened());
    }

    /** A notice of its own; urgent every eighth time. */
    IncidentNotice fresh() {
        int number = made++;
        String submitter = SUBMITTERS.get(number % SUBMITTERS.size());
        HarmType harm = HARMS.get(number % HARMS.size());
        IncidentNotice.Builder notice = shapes.notice(submitter, harm);
        if (number % 8 == 3) {
            notice.setPriority(Priority.URGENT).setUrgencyBasis(UrgencyBasis.ONGOING_ABUSE);
        }
        String account = "account-" + Long.toUnsignedString(random.nextLong(), 36);
        notice.setActors(shapes.adultAndChild(account))
                .setContent(shapes.picture("picture of " + account))
                .setJurisdictionFacts(places(harm));
        if (number % 5 == 2) {
            onlyAddressKnown(notice);
        }
        return notice.build();
    }

    /** Of the reported person only a network address is known, where geolocation finds one. */
    private void onlyAddressKnown(IncidentNotice.Builder notice) {
        DeclaredFact place = notice.getJurisdictionFacts().getFirst();
        if (DocumentationRanges.covers(place.getCountry())) {
            List<DeclaredFact> others = notice.getJurisdictionFacts();
            notice.setNetworkObservations(List.of(shapes.upload(DocumentationRanges.prefixIn(place.getCountry()))))
                    .setJurisdictionFacts(others.subList(1, others.size()));
        }
    }

    static PlainNotice plain(IncidentNotice notice) {
        return new PlainNotice(
                notice,
                SyntheticSections.of(
                        notice,
                        "Synthetic notice " + notice.getIncidentKey() + " about "
                                + notice.getHarms().getFirst() + ". Nothing in it is real."));
    }

    /** Places with a desk for both people; hosting too where it matters, and now and then elsewhere. */
    private List<DeclaredFact> places(HarmType harm) {
        List<DeclaredFact> places = new ArrayList<>();
        places.add(shapes.fact(anywhere(), JurisdictionBasis.REPORTED_PERSON_LOCATION));
        places.add(shapes.fact(anywhere(), JurisdictionBasis.VICTIM_LOCATION));
        int hosting = random.nextInt(4);
        if (hosting < 2 || ABOUT_CONTENT.contains(harm)) {
            places.add(shapes.fact(hosting % 2 == 0 ? "NL" : "DE", JurisdictionBasis.HOSTING));
        }
        return places;
    }

    private String anywhere() {
        return POLICE_COUNTRIES.get(random.nextInt(POLICE_COUNTRIES.size()));
    }
}
