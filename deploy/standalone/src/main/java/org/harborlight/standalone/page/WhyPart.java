package org.harborlight.standalone.page;

import java.util.Set;
import java.util.stream.Collectors;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryReason;
import org.harborlight.schemas.SectionKind;

/** Why this desk received it: rules with their reasons, what it may open, which safeguards narrowed it. For one thread. */
final class WhyPart {
    private final Html html;

    WhyPart(Html html) {
        this.html = html;
    }

    void write(CaseView view) {
        html.constant("<section><h2>Why this desk received it</h2>\n<table><thead><tr><th>Reason</th><th>Country</th>"
                + "<th>Because</th><th>Rule</th></tr></thead><tbody>\n");
        for (DeliveryReason reason : view.union(Delivery::getReasons)) {
            html.constant("<tr><td>").text(reason.getText());
            if (reason.getSource() != null) {
                html.lineBreak().open("small").text(reason.getSource()).constant("</small>");
            }
            html.constant("</td><td>")
                    .text(reason.getCountry() == null ? "" : PlaceWords.country(reason.getCountry()))
                    .constant("</td><td>")
                    .text(reason.getBasis() == null ? "" : PlaceWords.of(reason.getBasis()))
                    .constant("</td><td>")
                    .code(reason.getRuleId())
                    .lineBreak()
                    .open("small")
                    .text("rules " + reason.getRulesVersion())
                    .constant("</small></td></tr>\n");
        }
        html.constant("</tbody></table>\n");
        Set<SectionKind> released = view.union(Delivery::getReleasedSections);
        html.element(
                "p",
                "Released to this desk: "
                        + (released.isEmpty()
                                ? "nothing beyond what is in the clear"
                                : released.stream().map(ContentWords::of).collect(Collectors.joining(", ")))
                        + ".");
        Set<String> safeguards = view.union(Delivery::getSafeguards);
        if (!safeguards.isEmpty()) {
            html.constant("<p>Safeguards for children that narrowed it:</p><ul>\n");
            safeguards.forEach(code -> html.element("li", CodeWords.safeguard(code)));
            html.close("ul");
        }
        html.close("section");
    }
}
