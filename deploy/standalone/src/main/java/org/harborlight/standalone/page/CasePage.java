package org.harborlight.standalone.page;

import java.time.Instant;
import java.time.ZoneId;

/**
 * A case as one HTML page that an officer can read, print and file: what, who, where, why this desk, how to get the
 * evidence, by when. It loads nothing, runs nothing and links to nothing; what is foreign in it is text. Immutable.
 */
final class CasePage {
    private final Times times;
    private final Instant madeAt;

    /** @param zone the desk's own time, shown beside UTC */
    CasePage(ZoneId zone, Instant madeAt) {
        this.times = new Times(zone);
        this.madeAt = madeAt;
    }

    String of(CaseView view) {
        Html html = new Html();
        PageHead.open(html, "Case " + view.newest().getCaseId());
        new SummaryPart(html, times).write(view, madeAt);
        if (!view.isPointer() && !view.isWithdrawn()) {
            new WhatPart(html, times).write(view);
            new WhoPart(html, times).write(view);
        }
        if (!view.isWithdrawn()) {
            new WherePart(html, times).write(view);
        }
        new WhyPart(html).write(view);
        if (!view.isWithdrawn()) {
            new EvidencePart(html, times).write(view);
            new DeadlinePart(html, times, madeAt).write(view);
        }
        new RecordPart(html, times).write(view);
        return html.constant("</main></body></html>\n").toString();
    }
}
