package org.harborlight.standalone.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryReason;
import org.harborlight.schemas.EvidenceSection;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.RetractionReason;

/** The top of the page: a withdrawal before all else, then the case in a few lines. For one thread. */
final class SummaryPart {
    private static final int LONGEST = 64;

    private final Html html;
    private final Times times;

    SummaryPart(Html html, Times times) {
        this.html = html;
        this.times = times;
    }

    void write(CaseView view, Instant madeAt) {
        Delivery newest = view.newest();
        html.element(
                "p",
                "handling",
                "Harborlight · Personal data of people in danger. Share it only with those who need it to protect them.");
        banners(view);
        html.constant("<header><div>")
                .element("h1", title(view))
                .open("p")
                .constant("Case ")
                .code(newest.getCaseId())
                .text(" for ")
                .code(newest.getPartnerId())
                .text(", " + NoticeWords.of(newest.getRecipientKind())
                        + (newest.getRecipientCountry() == null
                                ? ""
                                : ", " + PlaceWords.country(newest.getRecipientCountry())))
                .close("p")
                .constant("</div>")
                .element("div", "badge " + badgeStyle(view), badge(view))
                .constant("</header>\n");
        Facts facts = new Facts(html, times);
        facts.lines(
                        "What",
                        view.harms().stream()
                                .map(harm -> HarmWords.of(harm).name())
                                .toList())
                .line("How urgent", view.isWithdrawn() ? null : urgency(view))
                .lines("Who", people(view))
                .lines("Where", countries(view))
                .lines("Why this desk", reasons(view))
                .lines("Evidence", holders(view));
        DeadlinePart.next(view, madeAt)
                .ifPresent(next -> facts.item("Next date", () -> {
                    html.text(next.what() + ": ");
                    times.write(html, next.at());
                }));
        facts.line("Authentic", authenticity(view));
        facts.item("This page", () -> {
            html.text("version " + newest.getVersion() + " on the "
                    + newest.getLane().name().toLowerCase(Locale.ROOT) + " lane, of ");
            times.write(html, newest.getDecidedAt());
        });
        facts.end();
    }

    private void banners(CaseView view) {
        if (view.isTest()) {
            html.element("div", "banner", "TEST. This is no real case.");
        }
        if (view.isWithdrawn()) {
            html.open("div", "class", "banner withdrawn", "role", "alert")
                    .element("strong", "WITHDRAWN. Do not act on this case.")
                    .element(
                            "p",
                            "Everything reported in it has been withdrawn" + because(view)
                                    + ". Nobody named in an earlier version is to be treated as suspected on account of it.")
                    .element(
                            "p",
                            "Undo what was begun, tell those to whom it was passed on, and confirm with the answer RETRACTION_APPLIED.")
                    .close("div");
        } else if (view.isPartlyWithdrawn()) {
            html.open("div", "class", "banner withdrawn", "role", "alert")
                    .element("strong", "PARTLY WITHDRAWN. Look again before you act.")
                    .element(
                            "p",
                            "A notice of this case has been withdrawn" + because(view)
                                    + ". What is below is what still stands; earlier versions and printouts are out of date.")
                    .close("div");
        }
        if (view.isTakenApart()) {
            html.open("div", "class", "banner withdrawn", "role", "alert")
                    .element("strong", "TAKEN APART. Look again before you act.")
                    .element(
                            "p",
                            "A notice was joined to this case by mistake and has a case of its own, which you get as well. It was"
                                    + " not withdrawn. What is below is what belongs to this case; earlier versions and printouts mix"
                                    + " the two.")
                    .close("div");
        }
        if (view.notices().stream().anyMatch(notice -> notice.notice().getConflict())) {
            html.element(
                    "div",
                    "banner",
                    "CONTRADICTION. A submitter sent two different contents under one notice id; ask it which holds.");
        }
        if (view.standing().stream().anyMatch(notice -> notice.notice().getDoNotNotifyActors())) {
            html.element("div", "banner", "DO NOT TELL the people concerned: the submitter asks for it.");
        }
    }

    private static String because(CaseView view) {
        Set<String> reasons = view.notices().stream()
                .map(notice -> notice.notice().getRetracted())
                .filter(Objects::nonNull)
                .map((RetractionReason reason) -> NoticeWords.of(reason))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return reasons.isEmpty() ? "" : ": " + String.join("; ", reasons);
    }

    private static String title(CaseView view) {
        if (view.isPointer()) {
            return "Pointer to a case";
        }
        String harm = view.harms().stream()
                .findFirst()
                .map(first -> HarmWords.of(first).name())
                .orElse("Case without a named harm");
        return view.isWithdrawn() ? "Withdrawn: " + harm : harm;
    }

    private static String badgeStyle(CaseView view) {
        return view.isWithdrawn() ? "withdrawn" : view.priority().name().toLowerCase(Locale.ROOT);
    }

    private static String badge(CaseView view) {
        return view.isWithdrawn() ? "Withdrawn" : NoticeWords.badge(view.priority());
    }

    private static String urgency(CaseView view) {
        Set<String> bases = view.standing().stream()
                .map(notice -> notice.notice().getUrgencyBasis())
                .filter(Objects::nonNull)
                .map(NoticeWords::of)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return NoticeWords.of(view.priority()) + (bases.isEmpty() ? "" : ": " + String.join("; ", bases));
    }

    private static List<String> people(CaseView view) {
        return view.standing().stream()
                .flatMap(notice -> notice.notice().getActors().stream().map(actor -> person(notice, actor)))
                .distinct()
                .toList();
    }

    private static String person(CaseNotice notice, Actor actor) {
        List<String> known = new ArrayList<>();
        if (!PersonWords.age(actor).isEmpty()) {
            known.add(PersonWords.age(actor));
        }
        notice.person(actor.getNumber()).ifPresent(person -> {
            person.getNames().forEach(name -> known.add(brief(name)));
            person.getScreenNames().forEach(name -> known.add(brief(name)));
            if (person.getAccountId() != null) {
                known.add("account " + brief(person.getAccountId()));
            }
        });
        return PersonWords.of(actor.getRole()) + (known.isEmpty() ? "" : ": " + String.join(", ", known));
    }

    /** So that nobody fills the top of the page; the whole text stands further down. */
    private static String brief(String text) {
        int length = text.codePointCount(0, text.length());
        return length <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }

    private static List<String> holders(CaseView view) {
        return view.standing().stream()
                .flatMap(notice -> notice.section(EvidenceSection.class).stream())
                .flatMap(section -> section.getItems().stream())
                .map(item -> "held by " + brief(item.getCustodian()) + " under " + brief(item.getReference()))
                .distinct()
                .toList();
    }

    private static List<String> countries(CaseView view) {
        return view.union(Delivery::getFacts).stream()
                .collect(Collectors.groupingBy(
                        Fact::getCountry,
                        LinkedHashMap::new,
                        Collectors.mapping(
                                fact -> PlaceWords.of(fact.getBasis()), Collectors.toCollection(LinkedHashSet::new))))
                .entrySet()
                .stream()
                .map(country -> PlaceWords.country(country.getKey()) + ": " + String.join("; ", country.getValue()))
                .toList();
    }

    private static List<String> reasons(CaseView view) {
        return view.union(Delivery::getReasons).stream()
                .map(DeliveryReason::getText)
                .distinct()
                .toList();
    }

    private static String authenticity(CaseView view) {
        Optional<Snapshot> wrong = view.current().stream()
                .filter(snapshot -> !snapshot.evidence().stands())
                .findFirst();
        return wrong.isPresent()
                ? "NOT ESTABLISHED: " + String.join("; ", wrong.get().evidence().wrong())
                : "Signed by the exchange, and unchanged. Details are under “Authenticity”.";
    }
}
