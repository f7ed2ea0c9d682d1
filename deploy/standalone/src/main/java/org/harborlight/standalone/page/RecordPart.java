package org.harborlight.standalone.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.LinkedNotice;
import org.harborlight.schemas.NoticeOrigin;

/** The end of the page: notices, versions, authenticity, how to answer, and the deliveries themselves. For one thread. */
final class RecordPart {
    private final Html html;
    private final Times times;

    RecordPart(Html html, Times times) {
        this.html = html;
        this.times = times;
    }

    void write(CaseView view) {
        answers(view);
        notices(view);
        history(view);
        authenticity(view);
        attachments(view);
    }

    private void answers(CaseView view) {
        String suggestion = view.isWithdrawn() || view.isPartlyWithdrawn() ? "RETRACTION_APPLIED" : "ACKNOWLEDGED";
        html.constant(
                        "<section><h2>How to answer</h2>\n<p>Tell the exchange what became of it: that it was taken up, that "
                                + "evidence must be kept, that it is not yours, that the child is safe.</p>\n")
                .open("pre")
                .text("harborlight case answer case-" + view.newest().getCaseId() + ".json " + suggestion)
                .close("pre")
                .close("section");
    }

    private void notices(CaseView view) {
        List<CaseNotice> notices = view.notices();
        if (notices.isEmpty()) {
            return;
        }
        html.constant("<section><h2>Notices in this case</h2>\n<table><thead><tr><th>Accepted</th><th>Submitter</th>"
                + "<th>Notice</th><th>Standing</th></tr></thead><tbody>\n");
        for (CaseNotice one : notices) {
            NoticeOrigin origin = one.notice().getOrigin();
            html.constant("<tr><td>");
            times.write(html, origin.getAcceptedAt())
                    .constant("</td><td>")
                    .name(origin.getSubmitterId())
                    .constant("</td><td>")
                    .code(origin.getNoticeId())
                    .lineBreak()
                    .open("small")
                    .text("receipt " + origin.getReceiptId())
                    .constant("</small></td><td>");
            if (!standing(one).isEmpty()) {
                html.strong(standing(one)).text("; ");
            }
            html.text(NoticeWords.of(one.notice().getLink())).constant("</td></tr>\n");
        }
        html.constant("</tbody></table>\n");
        elsewhere(view, notices);
        html.close("section");
    }

    private void elsewhere(CaseView view, List<CaseNotice> shown) {
        List<String> keys = shown.stream().map(CaseNotice::key).toList();
        List<LinkedNotice> others = view.union(Delivery::getLinks).stream()
                .filter(link -> !keys.contains(link.getSubmitterId() + "/" + link.getNoticeId()))
                .toList();
        if (!others.isEmpty()) {
            html.element(
                    "p",
                    "Linked as well, and not part of this version: "
                            + others.stream()
                                    .map(link -> link.getNoticeId() + " by " + link.getSubmitterId() + " ("
                                            + NoticeWords.of(link.getLink()) + ")")
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
    }

    private static String standing(CaseNotice one) {
        if (one.isUnlinked()) {
            return "NOT OF THIS CASE";
        }
        if (one.isRetraction()) {
            return "WITHDRAWAL";
        }
        if (one.isWithdrawn()) {
            return "WITHDRAWN";
        }
        return one.notice().getSuperseded() ? "RESTATED by a correction" : "";
    }

    private void history(CaseView view) {
        html.constant("<section><h2>Versions received</h2>\n<table><thead><tr><th>Decided</th><th>Version</th>"
                + "<th>What it said</th><th>Delivery</th></tr></thead><tbody>\n");
        for (Version version : view.history()) {
            Delivery delivery = version.delivery();
            html.constant("<tr><td>");
            times.write(html, delivery.getDecidedAt())
                    .constant("</td><td>")
                    .text(delivery.getVersion() + ", "
                            + delivery.getLane().name().toLowerCase(Locale.ROOT))
                    .constant("</td><td>")
                    .strong(NoticeWords.of(delivery.getKind()))
                    .text(
                            delivery.getChanged().isEmpty()
                                    ? ""
                                    : ": "
                                            + delivery.getChanged().stream()
                                                    .map(CodeWords::change)
                                                    .collect(Collectors.joining("; "))
                                            + gathered(delivery))
                    .text("; " + NoticeWords.badge(delivery.getPriority()).toLowerCase(Locale.ROOT))
                    .constant("</td><td>")
                    .code(delivery.getDeliveryId())
                    .constant("</td></tr>\n");
        }
        html.constant("</tbody></table>\n");
        if (view.unverified() > 0) {
            html.element(
                    "p",
                    "warning",
                    view.unverified() + " earlier version(s) are kept that do not verify with the keys given today.");
        }
        html.close("section");
    }

    private static String gathered(Delivery delivery) {
        int count = delivery.getGathered().size();
        return count == 0 ? "" : " (" + count + ")";
    }

    private void authenticity(CaseView view) {
        html.constant("<section><h2>Authenticity</h2>\n");
        for (Snapshot snapshot : view.current()) {
            findings("Wrong", snapshot.evidence().wrong());
            findings("Verified", snapshot.evidence().verified());
            findings("Not verified", snapshot.evidence().notVerified());
        }
        html.element("p", "To repeat the check, without a connection:")
                .open("pre")
                .text("harborlight case verify case-" + view.newest().getCaseId() + ".json --keys exchange-keys.json")
                .close("pre")
                .element(
                        "p",
                        "Harborlight is neither a statutory filing nor an emergency line. Local time on this page: "
                                + times.zone() + ".")
                .close("section");
    }

    private void findings(String title, List<String> findings) {
        if (!findings.isEmpty()) {
            html.element("h3", title).constant("<ul>\n");
            findings.forEach(finding -> html.element("li", finding));
            html.close("ul");
        }
    }

    private void attachments(CaseView view) {
        html.constant("<section class=\"attached\"><h2>Attached</h2>\n");
        for (Snapshot snapshot : view.current()) {
            html.constant("<details><summary>")
                    .text("Delivery " + snapshot.delivery().getDeliveryId() + " as it came (JSON, "
                            + snapshot.version().json().length + " bytes, sections sealed)")
                    .constant("</summary>")
                    .open("pre", "class", "json", "dir", "ltr")
                    .json(new String(snapshot.version().json(), StandardCharsets.UTF_8))
                    .close("pre")
                    .close("details");
        }
        html.close("section");
    }
}
