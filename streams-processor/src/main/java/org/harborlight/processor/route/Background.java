package org.harborlight.processor.route;

import java.util.ArrayList;
import java.util.List;
import org.harborlight.processor.enrich.Facts;
import org.harborlight.schemas.Fact;

/**
 * Union over the standing notices of a case, so that one that no longer fits into the snapshot still counts. Facts of a
 * notice with an audience stay out: they may not choose recipients that the audience leaves out. Immutable.
 */
public record Background(List<Fact> facts, Circumstances circumstances) {
    /** Of a case without a standing notice. */
    public static final Background NONE = new Background(List.of(), Circumstances.NONE);

    private static final int MAX_FACTS = 128;

    public Background {
        facts = List.copyOf(facts);
    }

    public Background with(CaseNotice notice) {
        if (!notice.stands()) {
            return this;
        }
        List<Fact> all = new ArrayList<>(facts);
        if (notice.notice().getAudience() == null) {
            all.addAll(notice.facts());
        }
        return new Background(
                Facts.union(all).stream().limit(MAX_FACTS).toList(),
                circumstances.merge(Circumstances.of(notice.notice())));
    }
}
