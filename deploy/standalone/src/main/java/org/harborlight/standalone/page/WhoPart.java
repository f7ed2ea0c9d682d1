package org.harborlight.standalone.page;

import java.util.List;
import java.util.Map;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.EmailAddress;
import org.harborlight.schemas.EstimatedLocation;
import org.harborlight.schemas.NetworkEvent;
import org.harborlight.schemas.PersonDetails;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SupportReferral;
import org.harborlight.standalone.partner.SectionOpener;

/** Who is concerned: each person of each notice that stands, with what this desk may know of them. For one thread. */
final class WhoPart {
    private final Html html;
    private final Times times;

    WhoPart(Html html, Times times) {
        this.html = html;
        this.times = times;
    }

    void write(CaseView view) {
        html.constant("<section><h2>Who is concerned</h2>\n");
        List<CaseNotice> standing = view.standing();
        for (CaseNotice notice : standing) {
            NoticeTitle.write(html, notice, standing.size());
            people(notice);
            closed(notice);
        }
        if (standing.stream().allMatch(notice -> notice.notice().getActors().isEmpty())) {
            html.element("p", "Nobody is described.");
        }
        support(view);
        html.close("section");
    }

    private void people(CaseNotice notice) {
        Map<Integer, PersonDetails> details = notice.people();
        for (Actor actor : notice.notice().getActors()) {
            html.open("div", "class", actor.getRole() == ActorRole.CHILD_VICTIM ? "person child" : "person")
                    .element("h4", PersonWords.of(actor.getRole()) + ", person " + actor.getNumber());
            Facts facts = new Facts(html, times);
            facts.line("Age", PersonWords.age(actor));
            if (Boolean.TRUE.equals(actor.getCompromised())) {
                facts.line("Account", "may have been taken over by somebody else");
            }
            PersonDetails person = details.remove(actor.getNumber());
            if (person == null) {
                facts.line("Identity", "not released to this desk, or not known");
            } else {
                write(person, facts);
            }
            facts.end();
            if (person != null) {
                events(person.getNetworkEvents());
            }
            html.close("div");
        }
        details.forEach((number, person) -> {
            html.open("div", "class", "person").element("h4", "Person " + number + ", not described otherwise");
            Facts facts = new Facts(html, times);
            write(person, facts);
            facts.end();
            events(person.getNetworkEvents());
            html.close("div");
        });
    }

    private static void write(PersonDetails person, Facts facts) {
        facts.names("Name", person.getNames())
                .names("Screen name", person.getScreenNames())
                .code("Account id", person.getAccountId())
                .lines("Email", person.getEmails().stream().map(WhoPart::email).toList())
                .lines("Phone", person.getPhones())
                .addresses("Profile", person.getProfileUrls())
                .line("School", person.getSchoolName())
                .line("State of the account", person.getAccountState())
                .names("Device", person.getDevices());
        EstimatedLocation place = person.getEstimatedLocation();
        if (place != null) {
            facts.line("Estimated place", place(place)).time("Estimated at", place.getAt());
        }
        facts.time("Told by the submitter", person.getUserNotifiedAt())
                .lines("Earlier reports", person.getPriorReportIds());
    }

    private void events(List<NetworkEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        html.constant(
                "<table><thead><tr><th>When</th><th>IP address</th><th>Port</th><th>What</th></tr></thead><tbody>\n");
        for (NetworkEvent event : events) {
            html.constant("<tr><td>");
            times.write(html, event.getAt())
                    .constant("</td><td>")
                    .code(event.getAddress())
                    .constant("</td><td>");
            if (event.getPort() != null) {
                html.text(Integer.toString(event.getPort()));
            }
            html.constant("</td><td>").text(PersonWords.of(event.getEvent())).constant("</td></tr>\n");
        }
        html.constant("</tbody></table>\n");
    }

    private void closed(CaseNotice notice) {
        List<SectionOpener.Unopened> closed = notice.closed();
        if (closed.isEmpty()) {
            return;
        }
        html.constant("<p class=\"warning\">Released, but not opened:</p><ul>\n");
        for (SectionOpener.Unopened section : closed) {
            SectionKind kind = section.kind();
            html.element("li", ContentWords.of(kind) + " — " + ContentWords.closed(section.reason()));
        }
        html.close("ul");
    }

    private void support(CaseView view) {
        List<SupportReferral> referrals =
                view.union(Delivery::getSupportReferrals).stream().toList();
        if (referrals.isEmpty()) {
            return;
        }
        html.constant("<h3>Help for the child</h3><ul>\n");
        for (SupportReferral help : referrals) {
            html.element(
                    "li",
                    PlaceWords.country(help.getCountry()) + ": " + help.getName() + ", " + help.getContact()
                            + (help.getHours() == null ? "" : ", " + help.getHours())
                            + (help.getLanguages().isEmpty()
                                    ? ""
                                    : " (" + String.join(", ", help.getLanguages()) + ")"));
        }
        html.close("ul");
    }

    private static String email(EmailAddress email) {
        return email.getValue() + (email.getVerified() ? " (verified)" : " (not verified)");
    }

    private static String place(EstimatedLocation place) {
        StringBuilder text = new StringBuilder(PlaceWords.country(place.getCountry()));
        if (place.getSubdivision() != null) {
            text.append(", ").append(place.getSubdivision());
        }
        if (place.getCity() != null) {
            text.append(", ").append(place.getCity());
        }
        if (place.getSource() != null) {
            text.append(" (").append(place.getSource()).append(')');
        }
        return text.toString();
    }
}
