package org.harborlight.standalone.page;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.harborlight.schemas.ContentReference;
import org.harborlight.schemas.Digest;
import org.harborlight.schemas.EvidenceItem;
import org.harborlight.schemas.EvidenceSection;
import org.harborlight.schemas.FilingNumber;
import org.harborlight.schemas.Locator;
import org.harborlight.schemas.LocatorsSection;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.StatutoryFiling;
import org.harborlight.schemas.codec.Bytes;

/** How to get the evidence: who holds it and how to ask, the content by its digests, and where it was seen. For one thread. */
final class EvidencePart {
    private final Html html;
    private final Times times;

    EvidencePart(Html html, Times times) {
        this.html = html;
        this.times = times;
    }

    void write(CaseView view) {
        html.constant("<section><h2>How to get the evidence</h2>\n");
        List<CaseNotice> standing = view.standing();
        if (view.isPointer()) {
            html.element("p", "This is a pointer only. Ask as the reason above says.");
        } else {
            html.element(
                    "p",
                    "Harborlight carries pointers and digests, never the material. Ask the holder, quoting its reference.");
        }
        for (CaseNotice notice : standing) {
            NoticeTitle.write(html, notice, standing.size());
            write(notice);
        }
        html.close("section");
    }

    private void write(CaseNotice one) {
        SharedNotice notice = one.notice();
        Optional<EvidenceSection> evidence = one.section(EvidenceSection.class);
        evidence.ifPresent(held -> held.getItems().forEach(this::write));
        Facts facts = new Facts(html, times);
        facts.line("Disclosed", NoticeWords.of(notice.getDisclosureBasis()))
                .time("Submitter keeps it until", notice.getPreserveUntil());
        if (!notice.getStatutoryFilings().isEmpty()) {
            facts.item("Filed elsewhere", () -> notice.getStatutoryFilings().forEach(this::write));
        }
        facts.lines(
                "Filing numbers",
                evidence.stream()
                        .flatMap(held -> held.getFilings().stream())
                        .map((FilingNumber filing) -> filing.getScheme() + ": " + filing.getNumber())
                        .toList());
        facts.end();
        content(notice.getContent());
        one.section(LocatorsSection.class).ifPresent(section -> locators(section.getLocators()));
    }

    private void write(StatutoryFiling filing) {
        html.open("div").text(filing.getScheme() + ", ");
        times.write(html, filing.getFiledAt()).close("div");
    }

    private void write(EvidenceItem item) {
        html.open("div", "class", "holder");
        Facts facts = new Facts(html, times);
        facts.line("Holder", item.getCustodian())
                .code("Reference", item.getReference())
                .line("Serve legal process on", item.getLegalProcessContact())
                .line("Concerns", item.getItemId() == null ? "the whole incident" : "item " + item.getItemId())
                .time("Kept until", item.getPreserveUntil());
        facts.end();
        html.close("div");
    }

    private void content(List<ContentReference> content) {
        if (content.isEmpty()) {
            return;
        }
        html.constant("<table><thead><tr><th>Item</th><th>What is known</th><th>Digest of the content</th></tr></thead>"
                + "<tbody>\n");
        for (ContentReference item : content) {
            html.constant("<tr><td>")
                    .code(item.getItemId())
                    .constant("</td><td>")
                    .text(about(item))
                    .constant("</td><td>");
            for (Digest digest : item.getDigests()) {
                html.open("div")
                        .text(digest.getAlgorithm() + " ")
                        .open("code", "class", "digest", "dir", "ltr")
                        .text(HexFormat.of().formatHex(Bytes.copy(digest.getValue())))
                        .constant("</code>")
                        .close("div");
            }
            html.constant("</td></tr>\n");
        }
        html.constant("</tbody></table>\n");
    }

    private static String about(ContentReference item) {
        StringBuilder text = new StringBuilder(ContentWords.of(item.getKind()));
        if (item.getSizeBytes() != null) {
            text.append(", ").append(item.getSizeBytes()).append(" bytes");
        }
        text.append("; ").append(ContentWords.of(item.getViewedBySubmitter()));
        if (item.getPubliclyAvailable() != null) {
            text.append(item.getPubliclyAvailable() ? "; was public" : "; was not public");
        }
        if (item.getMatchedList() != null) {
            text.append("; matched the list ").append(item.getMatchedList());
        }
        if (item.getSupplemental()) {
            text.append("; context only, not itself reported");
        }
        if (!item.getAnnotations().isEmpty()) {
            text.append("; ")
                    .append(item.getAnnotations().stream().map(ContentWords::of).collect(Collectors.joining(", ")));
        }
        item.getLabels()
                .forEach(label -> text.append("; ")
                        .append(label.getScheme())
                        .append(' ')
                        .append(label.getVersion())
                        .append(": ")
                        .append(label.getCode()));
        return text.toString();
    }

    private void locators(List<Locator> locators) {
        if (locators.isEmpty()) {
            return;
        }
        html.constant(
                "<table><thead><tr><th>Item</th><th>Where it was seen (made harmless: hxxp, [.])</th><th>When</th>"
                        + "</tr></thead><tbody>\n");
        for (Locator locator : locators) {
            html.constant("<tr><td>")
                    .code(locator.getItemId())
                    .constant("</td><td>")
                    .address(locator.getUrl());
            if (locator.getReferrerUrl() != null) {
                html.open("div")
                        .constant("reached from ")
                        .address(locator.getReferrerUrl())
                        .close("div");
            }
            if (locator.getHostingAddress() != null) {
                html.open("div")
                        .constant("host ")
                        .code(locator.getHostingAddress())
                        .close("div");
            }
            if (locator.getViaCdn()) {
                html.element("div", "through a content delivery network: the host may not hold it");
            }
            if (locator.getAccessNotes() != null) {
                html.prose("div", locator.getAccessNotes(), "und");
            }
            html.constant("</td><td>");
            if (locator.getSeenAt() != null) {
                times.write(html, locator.getSeenAt());
            }
            html.constant("</td></tr>\n");
        }
        html.constant("</tbody></table>\n");
    }
}
