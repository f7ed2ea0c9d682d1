package org.harborlight.standalone.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.EvidenceItem;
import org.harborlight.schemas.EvidenceSection;
import org.harborlight.schemas.TakedownHold;

/** By when: every date after which something is due or gone, the next one first. For one thread. */
final class DeadlinePart {
    private final Html html;
    private final Times times;
    private final Instant madeAt;

    DeadlinePart(Html html, Times times, Instant madeAt) {
        this.html = html;
        this.times = times;
        this.madeAt = madeAt;
    }

    /** Something that ends. */
    record Deadline(String what, Instant at) {}

    /** The first that is not past. */
    static Optional<Deadline> next(CaseView view, Instant madeAt) {
        return of(view).stream()
                .filter(deadline -> deadline.at().isAfter(madeAt))
                .findFirst();
    }

    void write(CaseView view) {
        html.constant("<section><h2>By when</h2>\n");
        List<Deadline> deadlines = of(view);
        if (deadlines.isEmpty()) {
            html.element(
                            "p",
                            "No date is stated. Ask the submitter to preserve the evidence: answer PRESERVE with a date.")
                    .close("section");
            return;
        }
        html.constant("<table><thead><tr><th>Date</th><th>What</th></tr></thead><tbody>\n");
        for (Deadline deadline : deadlines) {
            html.constant("<tr><td>");
            times.write(html, deadline.at()).constant("</td><td>").text(deadline.what());
            if (!deadline.at().isAfter(madeAt)) {
                html.strong(" — past when this page was made");
            }
            html.constant("</td></tr>\n");
        }
        html.constant("</tbody></table>\n")
                .element("p", "To have something kept longer, answer PRESERVE with a date.")
                .close("section");
    }

    private static Deadline hold(TakedownHold hold) {
        String police = hold.getCountry() == null ? "the police" : "the police of " + hold.getCountry();
        return new Deadline(
                "Do not have the content taken down before then: " + police + " ask for it", hold.getUntil());
    }

    private static List<Deadline> of(CaseView view) {
        List<Deadline> deadlines = new ArrayList<>();
        for (Snapshot snapshot : view.current()) {
            Instant due = snapshot.delivery().getDueBy();
            if (due != null) {
                deadlines.add(
                        new Deadline("Receipt by this desk, or a fallback desk is told (done by `case pull`)", due));
            }
        }
        view.union(Delivery::getTakedownHolds).forEach(hold -> deadlines.add(hold(hold)));
        for (CaseNotice one : view.standing()) {
            String submitter = one.notice().getOrigin().getSubmitterId();
            Instant preserved = one.notice().getPreserveUntil();
            if (preserved != null) {
                deadlines.add(new Deadline(submitter + " keeps the evidence until then", preserved));
            }
            one.section(EvidenceSection.class).ifPresent(section -> {
                for (EvidenceItem item : section.getItems()) {
                    if (item.getPreserveUntil() != null) {
                        deadlines.add(new Deadline(
                                item.getCustodian() + " keeps " + item.getReference() + " until then",
                                item.getPreserveUntil()));
                    }
                }
            });
        }
        deadlines.sort(Comparator.comparing(Deadline::at));
        return deadlines;
    }
}
