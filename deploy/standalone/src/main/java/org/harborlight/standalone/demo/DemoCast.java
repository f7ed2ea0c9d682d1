package org.harborlight.standalone.demo;

import static org.harborlight.schemas.SectionKind.CHILD_VICTIM;
import static org.harborlight.schemas.SectionKind.EVIDENCE;
import static org.harborlight.schemas.SectionKind.LOCATORS;
import static org.harborlight.schemas.SectionKind.NARRATIVE;
import static org.harborlight.schemas.SectionKind.REPORTED_PERSON;

import java.util.List;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;

/** Who takes part in the demo. All of them are invented; none stands for a real organisation. */
final class DemoCast {
    static final String PLATFORM = "demo-platform";
    static final String MESSENGER = "demo-messenger";
    static final String SCHOOL_NETWORK = "demo-school-network";

    static final String POLICE_IE = "demo-police-ie";
    static final String POLICE_DE = "demo-police-de";
    static final String POLICE_PT = "demo-police-pt";
    static final String HOTLINE_NL = "demo-hotline-nl";
    static final String HOTLINE_DE = "demo-hotline-de";
    static final String FALLBACK = "demo-fallback-desk";

    private static final List<SectionKind> EVERYTHING =
            List.of(REPORTED_PERSON, CHILD_VICTIM, LOCATORS, EVIDENCE, NARRATIVE);
    private static final List<SectionKind> WHERE_IT_IS = List.of(LOCATORS);

    private DemoCast() {}

    /** One who submits. */
    record Submitter(String id, String name, StakeholderKind kind, String establishment) {}

    /** One who receives; by a push to a server of its own, or by fetching. */
    record Partner(
            String id,
            String name,
            StakeholderKind kind,
            List<String> coverage,
            List<SectionKind> mayReceive,
            boolean fallbackDesk,
            boolean pulls) {
        String country() {
            return coverage.getFirst();
        }
    }

    static List<Submitter> submitters() {
        return List.of(
                new Submitter(PLATFORM, "Demo Photo Platform", StakeholderKind.PLATFORM, "IE"),
                new Submitter(MESSENGER, "Demo Messenger", StakeholderKind.MESSAGING_SERVICE, "NL"),
                new Submitter(SCHOOL_NETWORK, "Demo School Network", StakeholderKind.EDUCATIONAL_INSTITUTION, "PT"));
    }

    static List<Partner> partners() {
        return List.of(
                police(POLICE_IE, "Demo Police Desk Ireland", "IE", false),
                police(POLICE_DE, "Demo Police Desk Germany", "DE", false),
                police(POLICE_PT, "Demo Police Desk Portugal", "PT", true),
                hotline(HOTLINE_NL, "Demo Hotline Netherlands", "NL", true),
                hotline(HOTLINE_DE, "Demo Hotline Germany", "DE", false),
                new Partner(
                        FALLBACK,
                        "Demo Child Protection Fallback Desk",
                        StakeholderKind.NGO,
                        List.of("IE", "DE", "PT", "NL"),
                        EVERYTHING,
                        true,
                        false));
    }

    /** Whether a partner fetches its deliveries. */
    static boolean pulls(String partnerId) {
        return partners().stream().anyMatch(partner -> partner.id().equals(partnerId) && partner.pulls());
    }

    private static Partner police(String id, String name, String country, boolean pulls) {
        return new Partner(id, name, StakeholderKind.LAW_ENFORCEMENT, List.of(country), EVERYTHING, false, pulls);
    }

    private static Partner hotline(String id, String name, String country, boolean pulls) {
        return new Partner(id, name, StakeholderKind.HOTLINE, List.of(country), WHERE_IT_IS, false, pulls);
    }
}
