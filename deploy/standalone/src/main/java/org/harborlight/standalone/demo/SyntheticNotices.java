package org.harborlight.standalone.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.harborlight.standalone.submitter.TokenKey;

/**
 * A realistic mix of notices from three submitters, each with what must become of it: every harm type, every way a
 * notice can relate to an earlier one, every safeguard, and hostile ones. The same seed gives the same mix with the
 * same ids. Not thread-safe; made once.
 */
final class SyntheticNotices {
    private static final double FIRST_SHARE = 0.46;

    private final RandomGenerator random;
    private final FirstNotices firsts;
    private final LaterNotices laters;
    private final HostilePlans hostile;
    private final SafeguardNotices safeguards;

    SyntheticNotices(long seed, TokenKey tokenKey, Instant now) {
        this.random = new SplittableRandom(seed);
        NoticeShapes shapes = new NoticeShapes(random, tokenKey, now);
        this.firsts = new FirstNotices(shapes, random);
        this.laters = new LaterNotices(shapes, random);
        this.safeguards = new SafeguardNotices(shapes, random);
        this.hostile = new HostilePlans(firsts);
    }

    /** At least one of every scenario when the count is a hundred or more. In the order in which they may be sent. */
    List<PlannedNotice> plan(int count) {
        List<PlannedNotice> plan = new ArrayList<>();
        List<PlannedNotice> originals = new ArrayList<>();
        int first = (int) Math.ceil(count * FIRST_SHARE);
        for (int i = 0; i < first; i++) {
            PlannedNotice notice = firsts.next();
            originals.add(notice);
            plan.add(notice);
        }
        Scenario[] others = mix();
        int original = 0;
        while (plan.size() < count) {
            Scenario scenario = others[plan.size() % others.length];
            if (scenario.hostile()) {
                insert(plan, hostile.of(scenario));
            } else if (safeguards.handles(scenario)) {
                insert(plan, safeguards.of(scenario));
            } else {
                plan.add(laters.of(scenario, originals.get(original++ % originals.size())));
            }
        }
        return List.copyOf(plan);
    }

    /** Somewhere among the others: these depend on nothing. */
    private void insert(List<PlannedNotice> plan, PlannedNotice notice) {
        plan.add(random.nextInt(plan.size() + 1), notice);
    }

    /** How often each scenario comes, relative to the others. */
    private static Scenario[] mix() {
        List<Scenario> mix = new ArrayList<>();
        for (Scenario scenario : Scenario.values()) {
            int weight = switch (scenario) {
                case FIRST -> 0;
                case REPEAT -> 5;
                case REPLAY, CORROBORATION, FOLLOW_UP -> 4;
                case CORRECTION, RETRACTION, MINOR_REPORTED, SELF_GENERATED, AUDIENCE_LIMITED, NOT_REVIEWED -> 2;
                case NO_DESK,
                        TEST,
                        CONFLICT,
                        TAMPERED_PAYLOAD,
                        UNKNOWN_KEY,
                        OTHER_SIGNER,
                        OTHER_CERTIFICATE,
                        NO_CERTIFICATE,
                        MEDIA_BYTES,
                        OVERSIZE,
                        UNKNOWN_SCHEMA,
                        FUTURE_TIMESTAMP -> 1;
            };
            for (int i = 0; i < weight; i++) {
                mix.add(scenario);
            }
        }
        return mix.toArray(Scenario[]::new);
    }
}
