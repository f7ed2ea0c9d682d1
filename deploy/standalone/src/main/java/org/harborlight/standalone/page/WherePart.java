package org.harborlight.standalone.page;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.Fact;

/** Which countries are concerned, why, and how sure that is. For one thread. */
final class WherePart {
    private final Html html;
    private final Times times;

    WherePart(Html html, Times times) {
        this.html = html;
        this.times = times;
    }

    void write(CaseView view) {
        Set<Fact> facts = view.union(Delivery::getFacts);
        html.constant("<section><h2>Where</h2>\n");
        if (facts.isEmpty()) {
            html.element("p", "No place is released to this desk.").close("section");
            return;
        }
        html.constant("<table><thead><tr><th>Country</th><th>Because</th><th>Who says so</th><th>Sure</th>"
                + "<th>Seen</th></tr></thead><tbody>\n");
        facts.forEach(this::write);
        html.constant("</tbody></table>\n").close("section");
    }

    private void write(Fact fact) {
        html.constant("<tr><td>")
                .text(PlaceWords.country(fact.getCountry())
                        + (fact.getSubdivision() == null ? "" : ", " + fact.getSubdivision()))
                .constant("</td><td>")
                .text(PlaceWords.of(fact.getBasis()))
                .constant("</td><td>")
                .text(PlaceWords.of(fact.getSource())
                        + (fact.getDataVersion() == null ? "" : ", data " + fact.getDataVersion()))
                .constant("</td><td>")
                .text(String.format(Locale.ROOT, "%.0f %%", fact.getConfidence() / 10.0));
        if (!fact.getWeaknesses().isEmpty()) {
            html.text("; "
                    + fact.getWeaknesses().stream().map(CodeWords::weakness).collect(Collectors.joining("; ")));
        }
        html.constant("</td><td>");
        if (fact.getObservedAt() != null) {
            times.write(html, fact.getObservedAt());
        }
        html.constant("</td></tr>\n");
    }
}
